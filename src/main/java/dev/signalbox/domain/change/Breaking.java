package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import java.util.Locale;
import java.util.Optional;

/// A line that says that something breaks: `BREAKING CHANGE: …` or `BREAKING-CHANGE: …`, in capitals
/// and at the line's very beginning. Whatever only resembles it breaks nothing and is told.
final class Breaking {

  private static final String SPACED = "BREAKING CHANGE";
  private static final String HYPHENED = "BREAKING-CHANGE";
  private static final int LENGTH = SPACED.length();
  private static final String MARKUP = " \t*-+#_>";

  private Breaking() {}

  /// What the line says breaks; an empty text if that begins on the next line.
  static Optional<String> in(String line) {
    return isFooter(line, 0) ? Optional.of(line.substring(LENGTH + 1).strip()) : Optional.empty();
  }

  /// The token of the footer that [#in] has found.
  static String token(String line) {
    return line.substring(0, LENGTH);
  }

  private static boolean isFooter(String line, int from) {
    return (line.startsWith(SPACED, from) || line.startsWith(HYPHENED, from))
        && line.startsWith(":", from + LENGTH);
  }

  /// What only resembles a break.
  ///
  /// @param number the line's number, from 1
  static Optional<Doubt> nearMiss(String line, int number) {
    int at = 0;
    while (at < line.length() && MARKUP.indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    if (at == line.length() || (line.charAt(at) != 'B' && line.charAt(at) != 'b')) {
      return Optional.empty();
    }
    if (!line.regionMatches(true, at, "breaking", 0, "breaking".length())) {
      return Optional.empty();
    }
    int column = at + 1;
    return slip(line, at).map(slip -> new Doubt(slip.code, number, column, slip.sentence));
  }

  private record Slip(String code, String sentence) {}

  private static Optional<Slip> slip(String line, int at) {
    if (isFooter(line, at)) {
      return Optional.of(
          new Slip(
              "listed-breaking-change",
              "'BREAKING CHANGE:' counts only at the beginning of a line. Here it is quoted or"
                  + " listed, so it breaks nothing."));
    }
    int word = at + "breaking".length();
    boolean change = line.regionMatches(true, word + 1, "change", 0, "change".length());
    boolean loud = line.startsWith("BREAKING", at);
    int after = change ? word + 1 + "change".length() : word;
    boolean plural = change && line.regionMatches(true, after, "s", 0, 1);
    String rest = line.substring(plural ? after + 1 : after).replace("*", "").stripLeading();
    boolean colon = rest.startsWith(":");
    if (plural && (colon || loud)) {
      return Optional.of(
          new Slip(
              "plural-breaking-changes",
              "'%s' is no footer, so it breaks nothing. Write 'BREAKING CHANGE:'."
                  .formatted(line.substring(at, after + 1))));
    }
    if (change && loud && !colon) {
      return Optional.of(
          new Slip(
              "breaking-change-without-colon",
              "'BREAKING CHANGE' without a colon breaks nothing. Write 'BREAKING CHANGE:'."));
    }
    if (colon && (change || loud)) {
      return Optional.of(
          new Slip(
              loud ? "misspelt-breaking-change" : "lower-case-breaking-change",
              "'%s:' breaks nothing. Write 'BREAKING CHANGE:'."
                  .formatted(line.substring(at, after))));
    }
    return Optional.empty();
  }

  /// A subject that speaks of a break where none counts.
  static Optional<Doubt> inSubject(String subject, int number) {
    int at = Math.max(subject.indexOf(SPACED), subject.indexOf(HYPHENED));
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Doubt(
                "breaking-change-in-subject",
                number,
                at + 1,
                "'%s' breaks nothing in a subject. Write '!' before the colon, or a footer."
                    .formatted(subject.substring(at, at + LENGTH).toUpperCase(Locale.ROOT))));
  }
}
