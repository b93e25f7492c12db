package dev.signalbox.domain.change;

import java.util.Locale;
import java.util.Optional;

/// The first line of a change as Conventional Commits writes it: `feat(cart)!: a basket`. Read from
/// left to right, once: what is behind the first `: ` is description, whatever it looks like.
///
/// @param type in lower case
/// @param written the type as it is written
/// @param scope what is in the brackets
/// @param emptyScope whether there are brackets and nothing in them
/// @param breaks whether an exclamation mark stands before the colon
/// @param description the rest, without the number of a pull request at its end
/// @param pullRequest that number
record Header(
    String type,
    String written,
    Optional<String> scope,
    boolean emptyScope,
    boolean breaks,
    String description,
    Optional<Integer> pullRequest) {

  /// @return empty if the line is no such header
  static Optional<Header> of(String line) {
    int type = endOfType(line, 0);
    if (type == 0) {
      return Optional.empty();
    }
    int at = type;
    Optional<String> scope = Optional.empty();
    boolean emptyScope = false;
    if (at < line.length() && line.charAt(at) == '(') {
      int close = closing(line, at);
      if (close < 0) {
        return Optional.empty();
      }
      String within = line.substring(at + 1, close).strip();
      emptyScope = within.isEmpty();
      scope = Optional.of(within).filter(words -> !words.isEmpty());
      at = close + 1;
    }
    boolean breaks = at < line.length() && line.charAt(at) == '!';
    at += breaks ? 1 : 0;
    if (!line.startsWith(": ", at)) {
      return Optional.empty();
    }
    String rest = line.substring(at + 2).strip();
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    Numbered description = Numbered.of(rest);
    String written = line.substring(0, type);
    return Optional.of(
        new Header(
            written.toLowerCase(Locale.ROOT),
            written,
            scope,
            emptyScope,
            breaks,
            description.text(),
            description.number()));
  }

  /// Where the word that begins at `from` ends; there, if no word begins there.
  static int endOfType(String line, int from) {
    int at = from;
    while (at < line.length() && inType(line.charAt(at), at == from)) {
      at++;
    }
    return at;
  }

  private static boolean inType(char letter, boolean first) {
    return Character.isLetter(letter)
        || (!first && (Character.isDigit(letter) || letter == '-' || letter == '_'));
  }

  /// The bracket that closes the one at `open`; -1 if none does.
  static int closing(String line, int open) {
    int depth = 0;
    for (int at = open; at < line.length(); at++) {
      char letter = line.charAt(at);
      depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
