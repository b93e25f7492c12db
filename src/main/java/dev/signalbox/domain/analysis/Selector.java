package dev.signalbox.domain.analysis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which counters of a service are meant, as Prometheus writes it:
/// `http_requests_total{status=~"5.."}`. Matchers are anchored at both ends, and a label that is
/// missing counts as empty.
public record Selector(String metric, List<Matcher> matchers) {

  /// @param value a text for `=` and `!=`, a regular expression for `=~` and `!~`
  public record Matcher(String label, Operator operator, String value) {

    boolean matches(Map<String, String> labels) {
      String actual = labels.getOrDefault(label, "");
      return switch (operator) {
        case EQUAL -> actual.equals(value);
        case NOT_EQUAL -> !actual.equals(value);
        case MATCHES -> Pattern.compile(value).matcher(new PatientText(actual)).matches();
        case NOT_MATCHES -> !Pattern.compile(value).matcher(new PatientText(actual)).matches();
      };
    }
  }

  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /// @throws IllegalArgumentException if an expression would take too long on a label's value
  public boolean matches(String name, Map<String, String> labels) {
    return metric.equals(name) && matchers.stream().allMatch(m -> m.matches(labels));
  }

  /// As Prometheus reads it.
  @Override
  public String toString() {
    return matchers.isEmpty()
        ? metric
        : metric
            + matchers.stream()
                .map(m -> m.label() + m.operator().sign() + quoted(m.value()))
                .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
