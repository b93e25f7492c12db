package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Statement;
import java.util.Optional;

/// The header of one change in a message, and where it stands.
///
/// @param line from 0
/// @param listed whether it is an item of a list
/// @param taken what its subject takes back
/// @param header what it states; empty if it follows no convention
record Change(int line, boolean listed, Optional<QuotedSubject> taken, Optional<Header> header) {

  private static final String REVERT = "revert";

  /// What a subject states. One that takes something back is a `revert`, whatever that was; one
  /// that brings it back states what it brings back.
  static Change of(int line, boolean listed, String subject) {
    Numbered numbered = Numbered.of(subject);
    Optional<Header> header = Header.of(subject);
    Optional<QuotedSubject> taken = QuotedSubject.of(numbered.text());
    if (taken.isEmpty()) {
      Optional<QuotedSubject> described =
          header.filter(Change::quotes).flatMap(h -> QuotedSubject.of(h.description()));
      return new Change(line, listed, described.or(() -> typed(header)), header);
    }
    return new Change(
        line,
        listed,
        taken,
        taken.get().restores()
            ? Header.of(taken.get().innermost())
            : Optional.of(
                new Header(
                    REVERT,
                    REVERT,
                    Optional.empty(),
                    false,
                    false,
                    taken.get().direct(),
                    numbered.number())));
  }

  /// `build: revert "feat: x"`, quoted from there to the end.
  private static boolean quotes(Header header) {
    return header.description().endsWith("\"");
  }

  /// `revert(cart)!: feat: x`.
  private static Optional<QuotedSubject> typed(Optional<Header> header) {
    return header
        .filter(h -> h.type().equals(REVERT))
        .map(h -> new QuotedSubject(h.description(), h.description(), 1));
  }

  Statement stating(Section section) {
    Header said = header.orElseThrow();
    return new Statement(
        said.type(),
        said.scope(),
        said.description(),
        section.body(),
        said.breaks() || section.breaking().isPresent(),
        section.breaking().filter(text -> !text.isEmpty()),
        false);
  }

  /// Whether both state the same, whatever numbers forges have put behind it.
  boolean repeats(Change other) {
    return header.isPresent()
        && other.header.isPresent()
        && header.get().type().equals(other.header.get().type())
        && header.get().scope().equals(other.header.get().scope())
        && header.get().description().equals(other.header.get().description());
  }
}
