package dev.signalbox.adapter.process;

import dev.signalbox.port.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What to start, and what to keep of its output.
///
/// @param since when it was asked for
/// @param environment all that the program sees
record Launch(
    Instant since,
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    Output output) {

  /// @param rule the launcher's word for it
  /// @param bytes the limit
  record Output(String rule, long bytes) {

    /// The first bytes, so that what was read once stays where it is.
    static Output theFirst(long bytes) {
      return new Output("keep", bytes);
    }

    /// The last bytes, and up to as many before them.
    static Output theLast(long bytes) {
      return new Output("turn", bytes);
    }
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String PLAIN = "/._-=:,+@ ";

  Launch {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new PortException("There is no program to start. Name one.");
    }
    for (String name : environment.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new PortException(
            "'%s' cannot name an environment variable. Use letters, digits and underscores."
                .formatted(name));
      }
    }
    if (argv.stream().anyMatch(Launch::hasNul)
        || environment.values().stream().anyMatch(Launch::hasNul)) {
      throw new PortException(
          "A program cannot be given a text with a zero byte in it. Remove the zero byte.");
    }
  }

  /// What the launcher reads: a line for the time, for each variable, for a dot, for each argument.
  /// All that a shell or a locale could take for something else stands there as octal digits.
  String text() {
    var lines = new StringBuilder();
    lines.append(since).append('\n');
    new TreeMap<>(environment)
        .forEach((name, value) -> lines.append(inert(name + "=" + value)).append('\n'));
    lines.append(".\n");
    argv.forEach(argument -> lines.append(inert(argument)).append('\n'));
    return lines.toString();
  }

  private static String inert(String text) {
    var inert = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain((char) (b & 0xff))) {
        inert.append((char) b);
      } else {
        inert.append("\\0%03o".formatted(b & 0xff));
      }
    }
    return inert.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
