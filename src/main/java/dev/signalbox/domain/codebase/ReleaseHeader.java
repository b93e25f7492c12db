package dev.signalbox.domain.codebase;

import dev.signalbox.domain.change.Commit;
import java.util.Optional;

/// The first line of a release commit: `chore(release): v1.2.3`. By the usual rules it weighs
/// nothing, so a release commit never asks for the next release.
public final class ReleaseHeader {

  private static final String BEGINNING = "chore(release): ";

  private ReleaseHeader() {}

  public static String of(String tag) {
    return BEGINNING + tag;
  }

  /// The tag that a commit says it is released under. It is true only if that tag leads to it.
  public static Optional<String> tagOf(Commit commit) {
    return tagIn(commit.subject());
  }

  /// The same of the first line alone.
  public static Optional<String> tagIn(String subject) {
    return subject.startsWith(BEGINNING) && subject.length() > BEGINNING.length()
        ? Optional.of(subject.substring(BEGINNING.length()))
        : Optional.empty();
  }
}
