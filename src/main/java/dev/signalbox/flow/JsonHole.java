package dev.signalbox.flow;

import java.util.Arrays;
import java.util.List;

/// What a hole may be called in what a server is asked for in JSON.
public enum JsonHole {
  ARM("arm"),
  VERSION("version"),
  INSTANCE("instance"),
  FROM("from"),
  TO("to"),
  FROM_SECONDS("from-seconds"),
  TO_SECONDS("to-seconds");

  private final String word;

  JsonHole(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(JsonHole::word).toList();
  }

  /// Whether a word stands for the beginning or the end of a window.
  static boolean isOfWindow(String word) {
    return word.startsWith("from") || word.startsWith("to");
  }
}
