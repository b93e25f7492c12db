package dev.signalbox.adapter.metrics;

import java.util.HashMap;
import java.util.Map;

/// One line of the exposition format: a name, labels, a value; then perhaps a timestamp and an
/// exemplar, which are read over. A name may also stand in quotes among the labels, as newer
/// Prometheus clients write names that are not plain.
final class SampleLine {

  private static final int END = -1;

  private final String text;
  private final Map<String, String> labels = new HashMap<>();
  private final double value;
  private String name;
  private int at;

  /// @throws IllegalArgumentException if the line is not of the format; the message goes on from
  ///   `line 7 …`
  SampleLine(String text) {
    this.text = text;
    name = plainName(true);
    require(next() == '{' || blank() || next() == END, "has a character that no metric name has");
    skipBlanks();
    if (next() == '{') {
      readLabels();
    }
    require(!name.isEmpty(), "has no metric name");
    value = number("has no value", "has a value that is no number");
    trailer();
  }

  String name() {
    return name;
  }

  /// Without those that are empty: an empty label is no label.
  Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  double value() {
    return value;
  }

  private void readLabels() {
    at++;
    skipBlanks();
    while (next() != '}') {
      boolean inQuotes = next() == '"';
      String key = inQuotes ? quoted() : plainName(false);
      require(!key.isEmpty(), "has a label without a name");
      skipBlanks();
      if (next() == '=') {
        at++;
        skipBlanks();
        require(labels.put(key, quoted()) == null, "has the same label twice");
      } else {
        require(inQuotes && name.isEmpty(), "has a label without a value");
        name = key;
      }
      skipBlanks();
      require(next() == ',' || next() == '}', "has labels that never end");
      if (next() == ',') {
        at++;
        skipBlanks();
      }
    }
    at++;
    labels.values().removeIf(String::isEmpty);
  }

  private void trailer() {
    skipBlanks();
    if (next() != END && next() != '#') {
      number("", "has something after its value that is no timestamp");
      skipBlanks();
      require(next() == END || next() == '#', "goes on after its timestamp");
    }
  }

  /// @param colons whether they belong to it: metrics have them, labels don't
  private String plainName(boolean colons) {
    int start = at;
    while (letter(next())
        || (at > start && next() >= '0' && next() <= '9')
        || (colons && next() == ':')) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private String quoted() {
    require(next() == '"', "has a label value without quotes");
    at++;
    var content = new StringBuilder();
    while (next() != '"') {
      require(next() != END, "has quotes that never close");
      if (next() == '\\' && at + 1 < text.length()) {
        at++;
        content.append(unescaped(text.charAt(at)));
      } else {
        content.append(text.charAt(at));
      }
      at++;
    }
    at++;
    return content.toString();
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case '\\', '"' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private double number(String ifMissing, String ifNone) {
    skipBlanks();
    int start = at;
    while (next() != END && !blank()) {
      at++;
    }
    require(at > start, ifMissing);
    return CounterValue.parse(text.substring(start, at))
        .orElseThrow(() -> new IllegalArgumentException(ifNone));
  }

  private int next() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean blank() {
    return next() == ' ' || next() == '\t';
  }

  private void skipBlanks() {
    while (blank()) {
      at++;
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
