package dev.signalbox.adapter.pack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a repository's own configuration says. What it includes from elsewhere, and what user and
/// host set, is not read.
final class GitConfig {

  private final Map<String, String> values = new HashMap<>();

  private GitConfig() {}

  static GitConfig read(String text) {
    GitConfig config = new GitConfig();
    String section = "";
    for (String raw : text.replace("\\\n", "").lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        int end = line.lastIndexOf(']');
        section = section(line.substring(1, end < 1 ? line.length() : end));
      } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
        config.add(section, line);
      }
    }
    return config;
  }

  /// The last value of a key such as `remote.origin.url`; section and name in lower case.
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// The names of the keys of a section, such as `extensions`.
  Iterable<String> names(String section) {
    String start = section + ".";
    return values.keySet().stream()
        .filter(key -> key.startsWith(start))
        .map(key -> key.substring(start.length()))
        .sorted()
        .toList();
  }

  private void add(String section, String line) {
    int equals = line.indexOf('=');
    String name = equals < 0 ? line : line.substring(0, equals);
    String value = equals < 0 ? "true" : unquoted(line.substring(equals + 1));
    values.put(section + "." + name.strip().toLowerCase(Locale.ROOT), value);
  }

  /// `remote "origin"` is `remote.origin`.
  private static String section(String written) {
    int quote = written.indexOf('"');
    if (quote < 0) {
      return written.strip().toLowerCase(Locale.ROOT);
    }
    String name = written.substring(quote + 1).strip();
    return written.substring(0, quote).strip().toLowerCase(Locale.ROOT)
        + "."
        + (name.endsWith("\"") ? name.substring(0, name.length() - 1) : name)
            .replace("\\\"", "\"")
            .replace("\\\\", "\\");
  }

  /// Without quotes, and without the comment behind it.
  private static String unquoted(String written) {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < written.length(); i++) {
      char letter = written.charAt(i);
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == '\\' && i + 1 < written.length()) {
        value.append(written.charAt(++i));
      } else if (!quoted && (letter == '#' || letter == ';')) {
        break;
      } else {
        value.append(letter);
      }
    }
    return value.toString().strip();
  }
}
