package dev.signalbox.adapter.metrics;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a service shows of its metrics, read line by line: the Prometheus text exposition format
/// 0.0.4 and OpenMetrics 1.0, which differ in little that matters to us.
///
/// One bad line spoils the whole text, as it does for Prometheus: half of the counters would look
/// like few requests, and few requests like a quiet day.
final class Exposition {

  private static final Set<String> NO_COUNTERS =
      Set.of("gauge", "gaugehistogram", "info", "stateset");

  private final String where;
  private final boolean openMetrics;
  private final Selector selector;
  private final List<Series> series = new ArrayList<>();
  private final Set<Map<String, String>> seen = new HashSet<>();
  private boolean ended;

  private Exposition(String where, boolean openMetrics, Selector selector) {
    this.where = where;
    this.openMetrics = openMetrics;
    this.selector = selector;
  }

  /// The series that the selector means.
  ///
  /// @param where whose text it is, for sentences
  /// @param openMetrics whether the text says that it is OpenMetrics, and so names its own end
  /// @throws PortException if the text is not of the format, or is cut off
  static List<Series> read(String where, String text, boolean openMetrics, Selector selector) {
    var exposition = new Exposition(where, openMetrics, selector);
    int line = 1;
    for (int start = 0; start < text.length(); line++) {
      int end = text.indexOf('\n', start);
      if (end < 0 && !(openMetrics && text.startsWith("# EOF", start))) {
        throw new PortException(
            where + " is cut off: the last line has no line feed. It must end with one.");
      }
      exposition.line(line, text.substring(start, end < 0 ? text.length() : end));
      start = end < 0 ? text.length() : end + 1;
    }
    if (openMetrics && !exposition.ended) {
      throw new PortException(where + " is cut off: OpenMetrics ends with '# EOF'.");
    }
    return List.copyOf(exposition.series);
  }

  private void line(int number, String line) {
    if (ended) {
      throw unreadable(number, line, "comes after '# EOF'");
    }
    String content = line.strip();
    try {
      if (content.startsWith("#")) {
        comment(content);
      } else if (!content.isEmpty()) {
        sample(new SampleLine(content));
      }
    } catch (IllegalArgumentException problem) {
      throw unreadable(number, content, String.valueOf(problem.getMessage()));
    }
  }

  private void comment(String line) {
    String[] words = line.split("[ \t]+", 5);
    ended = openMetrics && line.equals("# EOF");
    if (words.length == 4
        && words[1].equals("TYPE")
        && words[2].equals(selector.metric())
        && NO_COUNTERS.contains(words[3])) {
      throw new PortException(
          "%s says that %s is a %s. Name a counter in the flow file: a monitor watches what only grows."
              .formatted(where, selector.metric(), words[3]));
    }
  }

  private void sample(SampleLine line) {
    if (!selector.matches(line.name(), line.labels())) {
      return;
    }
    if (!seen.add(line.labels())) {
      throw new IllegalArgumentException("shows the same series a second time");
    }
    series.add(new Series(line.labels(), line.value()));
  }

  private PortException unreadable(int number, String line, String problem) {
    return new PortException(
        "%s is not readable: line %s %s. The line is '%s'."
            .formatted(where, number, problem, Excerpt.of(line)));
  }
}
