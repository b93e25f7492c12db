package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Footer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A line that begins a footer: a token, then `: ` and a value, or ` #` and a number.
final class Trailer {

  private static final Set<String> WELL_KNOWN =
      Set.of("release-as", "migration", "change-id", "pr-url", "pull-request");

  private Trailer() {}

  /// The footer that the line begins, as far as this line goes; of `Closes #12` the value is `#12`.
  static Optional<Footer> in(String line) {
    int end = endOfToken(line);
    if (end == 0 || end + 1 >= line.length()) {
      return Optional.empty();
    }
    boolean colon = line.startsWith(": ", end);
    boolean number =
        line.startsWith(" #", end)
            && end + 2 < line.length()
            && Character.isLetterOrDigit(line.charAt(end + 2));
    return colon || number
        ? Optional.of(new Footer(line.substring(0, end), line.substring(end + 1).strip()))
        : Optional.empty();
  }

  /// A token and a colon alone: its value begins on the next line if that one is indented.
  static Optional<Footer> alone(String line) {
    int end = endOfToken(line);
    return end > 0 && end + 1 == line.length() && line.charAt(end) == ':'
        ? Optional.of(new Footer(line.substring(0, end), ""))
        : Optional.empty();
  }

  /// Whether a footer with this token is one wherever it stands, so that prose is not taken for it.
  static boolean isUnmistakable(String token, MessageRules rules) {
    String lower = token.toLowerCase(Locale.ROOT);
    return lower.endsWith("-by")
        || WELL_KNOWN.contains(lower)
        || rules.ticketFooters().contains(lower);
  }

  private static int endOfToken(String line) {
    int at = 0;
    while (at < line.length() && inToken(line.charAt(at), at == 0)) {
      at++;
    }
    return at;
  }

  private static boolean inToken(char letter, boolean first) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (!first && (letter == '-' || (letter >= '0' && letter <= '9')));
  }
}
