package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;

/// Why a line is no header: the first thing in it that the convention would have otherwise.
final class Unread {

  private Unread() {}

  /// @param number the line's number, from 1
  static Doubt of(String line, int number) {
    String autosquash = autosquash(line);
    if (!autosquash.isEmpty()) {
      return new Doubt(
          "autosquash-left-over",
          number,
          1,
          "'%s' belongs to another commit and was never squashed into it.".formatted(autosquash));
    }
    int type = Header.endOfType(line, 0);
    if (type == 0) {
      return new Doubt("no-type", number, 1, "There is no type at the beginning.");
    }
    return from(line, type, number);
  }

  private static Doubt from(String line, int type, int number) {
    int at = type;
    if (line.startsWith("!(", at)) {
      return new Doubt(
          "exclamation-before-scope",
          number,
          at + 1,
          "The exclamation mark belongs behind the scope, right before the colon.");
    }
    boolean spaced = line.startsWith(" (", at) || line.startsWith(" !", at);
    if (spaced && line.indexOf(':') > 0) {
      return new Doubt(
          "space-in-header", number, at + 1, "There is a space behind the type.");
    }
    if (line.startsWith("(", at)) {
      int close = Header.closing(line, at);
      if (close < 0) {
        return new Doubt(
            "unclosed-scope", number, at + 1, "The bracket of the scope is never closed.");
      }
      at = close + 1;
    }
    at += line.startsWith("!", at) ? 1 : 0;
    if (!line.startsWith(":", at)) {
      return line.startsWith("：", at)
          ? new Doubt("no-colon", number, at + 1, "'：' is not the colon that is meant.")
          : new Doubt(
              at == type ? "no-type" : "no-colon",
              number,
              at == type ? 1 : at + 1,
              at == type
                  ? "There is no type and colon at the beginning."
                  : "There is no colon behind the type and scope.");
    }
    return line.substring(at + 1).isBlank()
        ? new Doubt("no-description", number, at + 2, "Nothing is said behind the colon.")
        : new Doubt("no-space", number, at + 2, "There is no space behind the colon.");
  }

  private static String autosquash(String line) {
    for (String word : new String[] {"fixup!", "squash!", "amend!"}) {
      if (line.startsWith(word)) {
        return word;
      }
    }
    return "";
  }
}
