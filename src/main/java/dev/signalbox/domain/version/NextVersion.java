package dev.signalbox.domain.version;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.ConventionalHeader;
import java.util.List;
import java.util.Optional;

/// Which version follows, by the commits since the last: a break is major, a feature minor, a fix
/// or a gain in speed a patch; anything else releases nothing.
///
/// @param version empty if there is nothing to release
/// @param sentence why
public record NextVersion(Optional<Version> version, String sentence) {

  private static final Version FIRST = new Version(1, 0, 0);

  /// @param last the version before; empty if there is none
  /// @param since what has come after it, in any order
  public static NextVersion after(Optional<Version> last, List<Commit> since) {
    Bump bump = since.stream().map(NextVersion::weigh).reduce(Bump.NONE, Bump::or);
    String from = last.map(v -> "since " + v).orElse("so far");
    if (bump == Bump.NONE) {
      return new NextVersion(
          Optional.empty(),
          "nothing to release: no feature, fix or break among %d commit%s %s"
              .formatted(since.size(), since.size() == 1 ? "" : "s", from));
    }
    Version next = last.map(v -> v.after(bump)).orElse(FIRST);
    Commit heaviest =
        since.stream().filter(commit -> weigh(commit) == bump).findFirst().orElseThrow();
    return new NextVersion(
        Optional.of(next), "%s, because of \"%s\" %s".formatted(next, heaviest.subject(), from));
  }

  /// Whether the commit weighs anything.
  public static boolean counts(Commit commit) {
    return weigh(commit) != Bump.NONE;
  }

  private static Bump weigh(Commit commit) {
    return ConventionalHeader.of(commit)
        .map(header ->
            header.breaking()
                ? Bump.MAJOR
                : switch (header.type()) {
                  case "feat" -> Bump.MINOR;
                  case "fix", "perf" -> Bump.PATCH;
                  default -> Bump.NONE;
                })
        .orElse(Bump.NONE);
  }
}
