package dev.signalbox.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the hole of a template may be called, and the most that can come to stand there.
enum Hole {
  VERSION("version", "v".repeat(60), "The version of the release, such as 1.4.0."),
  COMMIT("commit", "f".repeat(64), "The whole id of the commit."),
  SERVICE("service", "s".repeat(63), "The name of the service.");

  private final String word;
  private final String longest;
  private final String says;

  Hole(String word, String longest, String says) {
    this.word = word;
    this.longest = longest;
    this.says = says;
  }

  String word() {
    return word;
  }

  String says() {
    return says;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Hole::word).toList();
  }

  /// The longest text the template can become.
  static String fillToTheBrim(Template template) {
    Map<String, String> longest =
        Arrays.stream(values()).collect(Collectors.toMap(Hole::word, hole -> hole.longest));
    return template.fill(longest);
  }
}
