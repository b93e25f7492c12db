package dev.signalbox.domain.change;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The header that a subject was probably meant to be: read with patience, written as the
/// convention wants it. `feature(x) - add` becomes `feat(x): add`.
final class Repair {

  private static final String SEPARATORS = ":：-–—;|>";

  private final String line;
  private final MessageRules rules;
  private int at;

  private Repair(String line, MessageRules rules) {
    this.line = line;
    this.rules = rules;
  }

  /// @param tickets what the message names elsewhere, for headers that must have one as their scope
  /// @return empty if nothing better can be told than what is there
  static Optional<String> of(String line, List<String> tickets, MessageRules rules) {
    return new Repair(line, rules).header(tickets).filter(better -> !better.equals(line));
  }

  private Optional<String> header(List<String> tickets) {
    skipSigns();
    Optional<String> ticket = bracketed('[', ']').filter(rules::isTicket);
    skip();
    int start = at;
    at = Header.endOfType(line, at);
    String word = line.substring(start, at);
    int afterWord = at;
    boolean markedEarly = mark();
    Optional<String> scope = bracketed('(', ')').or(() -> bracketed('[', ']')).or(() -> ticket);
    boolean breaks = mark() || markedEarly;
    boolean separated = separator();
    Optional<String> type =
        separated || (at > afterWord && scope.isPresent())
            ? TypeGuess.of(word, rules.types())
            : TypeGuess.known(word, rules.types());
    String said =
        TypeGuess.isVerb(word) && !separated
            ? word.toLowerCase(Locale.ROOT) + line.substring(afterWord)
            : line.substring(at);
    boolean unclosed = at < line.length() && line.charAt(at) == '(';
    return unclosed
        ? Optional.empty()
        : type.flatMap(t -> written(t, scoped(scope, tickets), breaks, said));
  }

  private Optional<String> scoped(Optional<String> scope, List<String> tickets) {
    return rules.scopeIsTicket() && scope.filter(rules::isTicket).isEmpty()
        ? tickets.stream().findFirst()
        : scope;
  }

  private Optional<String> written(
      String type, Optional<String> scope, boolean breaks, String said) {
    String description = said.strip();
    while (description.endsWith(".") && !description.endsWith("..")) {
      description = description.substring(0, description.length() - 1).strip();
    }
    boolean missesTicket = rules.scopeIsTicket() && scope.isEmpty();
    return description.isEmpty() || missesTicket
        ? Optional.empty()
        : Optional.of(
            type
                + scope.map(s -> "(" + s + ")").orElse("")
                + (breaks ? "!" : "")
                + ": "
                + description);
  }

  /// Pictures and other signs before the first word.
  private void skipSigns() {
    while (at < line.length()
        && line.charAt(at) != '['
        && !Character.isLetterOrDigit(line.codePointAt(at))) {
      at += Character.charCount(line.codePointAt(at));
    }
  }

  private void skip() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }

  private boolean mark() {
    int before = at;
    skip();
    if (at < line.length() && line.charAt(at) == '!') {
      while (at < line.length() && line.charAt(at) == '!') {
        at++;
      }
      return true;
    }
    at = before;
    return false;
  }

  private Optional<String> bracketed(char open, char close) {
    int before = at;
    skip();
    int end = at < line.length() && line.charAt(at) == open ? line.indexOf(close, at) : -1;
    if (end < 0) {
      at = before;
      return Optional.empty();
    }
    String within = line.substring(at + 1, end).strip();
    at = end + 1;
    return Optional.of(within).filter(words -> !words.isEmpty());
  }

  private boolean separator() {
    int before = at;
    skip();
    boolean found = at < line.length() && SEPARATORS.indexOf(line.charAt(at)) >= 0;
    if (!found) {
      at = before;
      return false;
    }
    while (at < line.length() && SEPARATORS.indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return true;
  }
}
