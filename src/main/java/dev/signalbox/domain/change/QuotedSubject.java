package dev.signalbox.domain.change;

import java.util.Optional;

/// A subject that says what it takes back: `Revert "…"`, `Reapply "…"`, `revert: …`, one within the
/// other as often as it was taken back. Taken back twice, a change is there again.
///
/// @param direct the subject of the commit it takes back
/// @param innermost the subject of the change that all of it is about
/// @param times how often that one was taken back; even, if it is there again
record QuotedSubject(String direct, String innermost, int times) {

  private static final String REVERT = "revert \"";
  private static final String REAPPLY = "reapply \"";
  private static final String TYPE = "revert: ";

  /// @param subject without the number of a pull request at its end
  static Optional<QuotedSubject> of(String subject) {
    Cut whole = new Cut(subject, 0, subject.length());
    Optional<Cut> first = whole.within();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String direct =
        whole.reapplies() ? "Revert \"" + first.get().words() + "\"" : first.get().words();
    int times = whole.times();
    Cut innermost = first.get();
    for (Optional<Cut> next = innermost.within(); next.isPresent(); next = innermost.within()) {
      times += innermost.times();
      innermost = next.get();
    }
    return Optional.of(new QuotedSubject(direct, innermost.words(), times));
  }

  boolean restores() {
    return times % 2 == 0;
  }

  /// A part of the subject, by its ends, so that however deep the quotes go each letter is read a
  /// few times only.
  private record Cut(String subject, int from, int to) {

    Optional<Cut> within() {
      if (begins(TYPE)) {
        Cut rest = new Cut(subject, from + TYPE.length(), to);
        return Optional.of(rest.unquoted());
      }
      int open = begins(REVERT) ? REVERT.length() : reapplies() ? REAPPLY.length() : 0;
      if (open == 0 || from + open >= to) {
        return Optional.empty();
      }
      int close = subject.lastIndexOf('"', to - 1);
      return Optional.of(new Cut(subject, from + open, close < from + open ? to : close));
    }

    boolean reapplies() {
      return begins(REAPPLY);
    }

    int times() {
      return reapplies() ? 2 : 1;
    }

    String words() {
      return subject.substring(from, to).strip();
    }

    private Cut unquoted() {
      boolean quoted =
          to - from > 2 && subject.charAt(from) == '"' && subject.charAt(to - 1) == '"';
      return quoted ? new Cut(subject, from + 1, to - 1) : this;
    }

    private boolean begins(String words) {
      return from + words.length() <= to
          && subject.regionMatches(true, from, words, 0, words.length());
    }
  }
}
