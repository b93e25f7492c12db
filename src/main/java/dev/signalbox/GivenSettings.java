package dev.signalbox;

import dev.signalbox.base.Reason;
import dev.signalbox.flow.problem.Nearest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// What flags, variables and files say, each value checked as it is asked for. A wrong one becomes
/// a problem and an empty answer, so that all of them are found in one go.
final class GivenSettings {

  /// Variables that are not the server's, and mean no mistake.
  private static final Set<String> OF_THE_CLIENT = Set.of("SIGNALBOX_URL", "SIGNALBOX_AS");

  private static final String FILE = "_FILE";

  private final Map<String, String> flags;
  private final Map<String, String> environment;
  private final List<Reason> problems = new ArrayList<>();

  GivenSettings(Map<String, String> flags, Map<String, String> environment) {
    this.flags = flags;
    this.environment = environment;
    rejectUnknownVariables();
  }

  List<Reason> problems() {
    return problems;
  }

  void problem(Setting setting, String sentence) {
    String name = flags.containsKey(setting.flag()) ? "--" + setting.flag() : setting.variable();
    problem(name, sentence);
  }

  private void problem(String name, String sentence) {
    problems.add(
        Reason.of(
            "bad-setting",
            "%s: %s%s".formatted(name, sentence, sentence.endsWith("?") ? "" : "."),
            "whoever starts the server"));
  }

  private void rejectUnknownVariables() {
    for (String name : new TreeSet<>(environment.keySet())) {
      String plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
      if (name.startsWith("SIGNALBOX_")
          && !Setting.variables().contains(plain)
          && !OF_THE_CLIENT.contains(name)) {
        problem(name, "there is no such setting. " + instead(name));
      }
    }
  }

  private static String instead(String written) {
    List<String> words =
        Arrays.stream(Setting.values())
            .flatMap(setting -> Stream.of(setting.variable(), setting.fileVariable()))
            .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    return Nearest.to(written, words)
        .map(word -> "Did you mean %s?".formatted(word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .orElseGet(() -> "There are " + String.join(", ", Setting.variables()));
  }

  /// A flag, else a variable, else the file that the variable with `_FILE` names.
  Optional<String> text(Setting setting) {
    String flag = flags.get(setting.flag());
    if (flag != null) {
      return Optional.of(flag);
    }
    String value = environment.get(setting.variable());
    if (value != null && !value.isBlank()) {
      return Optional.of(value.strip());
    }
    String file = environment.get(setting.fileVariable());
    if (file == null || file.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException | InvalidPathException unreadable) {
      problem(setting.fileVariable(), "%s can not be read".formatted(file));
      return Optional.empty();
    }
  }

  Optional<Secret> secret(Setting setting) {
    return text(setting).map(Secret::new);
  }

  Optional<Path> path(Setting setting) {
    Optional<String> text = text(setting);
    try {
      return text.map(it -> Path.of(it).toAbsolutePath().normalize());
    } catch (InvalidPathException wrong) {
      problem(setting, "'%s' is not a path".formatted(text.orElseThrow()));
      return Optional.empty();
    }
  }

  int number(Setting setting, int least, int most, int usual) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    problem(setting, "'%s' is not a number from %d to %d".formatted(text.get(), least, most));
    return usual;
  }

  Duration duration(Setting setting, Duration usual) {
    Optional<String> text = text(setting);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      Duration value = Duration.parse("PT" + text.get());
      if (value.isPositive()) {
        return value;
      }
    } catch (DateTimeParseException wrong) {
      // told below
    }
    problem(setting, "'%s' is not a duration such as 5s or 2m".formatted(text.get()));
    return usual;
  }

  Optional<URI> url(Setting setting) {
    return text(setting).flatMap(text -> url(setting, text));
  }

  Optional<URI> url(Setting setting, String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return Optional.of(url);
      }
    } catch (URISyntaxException wrong) {
      // told below
    }
    problem(setting, "'%s' is not an http or https URL".formatted(withoutSecrets(text)));
    return Optional.empty();
  }

  /// A URL as it may be shown: some hold their secret in the path.
  private static String withoutSecrets(String url) {
    return withoutLogin(url).replaceFirst("(?<=[^:/])/.+", "/...");
  }

  static String withoutLogin(String url) {
    return url.replaceFirst("//[^/]*@", "//");
  }

  /// `name=value,name=value`.
  <T> Map<String, T> pairs(Setting setting, Function<Map.Entry<String, String>, Optional<T>> read) {
    Map<String, T> pairs = new LinkedHashMap<>();
    for (String pair : list(setting)) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
        problem(
            setting,
            "%s is not of the form NAME=VALUE"
                .formatted(setting.isSecret() ? "an entry" : "'" + pair + "'"));
      } else {
        String name = parts[0].strip();
        read.apply(Map.entry(name, parts[1].strip())).ifPresent(value -> pairs.put(name, value));
      }
    }
    return pairs;
  }

  /// `value,value`, or one a line.
  List<String> list(Setting setting) {
    return text(setting).stream()
        .flatMap(text -> List.of(text.split("[,\n]", -1)).stream())
        .map(String::strip)
        .toList();
  }
}
