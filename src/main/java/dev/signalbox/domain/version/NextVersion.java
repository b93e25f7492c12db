package dev.signalbox.domain.version;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which version follows, and because of what.
///
/// @param current the version before; empty if there is none
/// @param next empty if there is nothing to release, or if our rules say no
/// @param bump how much the next version differs from the one before
/// @param commits how many commits there are since the version before
/// @param because the commits that count, in the order they were given in
/// @param warnings what to know about the answer
/// @param refused why our rules say no; empty if they do not
/// @param sentence the answer in words
public record NextVersion(
    Optional<Version> current,
    Optional<Version> next,
    Bump bump,
    int commits,
    List<Because> because,
    List<String> warnings,
    Optional<String> refused,
    String sentence) {

  /// A commit that counts, and how much.
  public record Because(CommitId sha, String subject, Bump bump) {}

  public NextVersion {
    because = List.copyOf(because);
    warnings = List.copyOf(warnings);
  }

  /// @param last the version before; empty if there is none
  /// @param since what has come after it, newest first
  public static NextVersion after(
      Optional<Version> last, List<ReadCommit> since, VersionRules rules, Instant now) {
    return after(Standing.at(last, since), since, rules, now);
  }

  /// @param since what has come since the standing's released version, newest first
  public static NextVersion after(
      Standing standing, List<ReadCommit> since, VersionRules rules, Instant now) {
    return new Verdict(standing, since, rules, now).verdict();
  }

  /// The version of what was mended on a line that comes off an older release. What a commit asks
  /// for with a footer was meant for the tracked branch, and does not count.
  ///
  /// @param base the version of that release
  public static NextVersion delta(
      Version base, Standing standing, List<ReadCommit> since, VersionRules rules, Instant now) {
    return new Verdict(standing, since, rules, now).delta(base);
  }

  /// This answer with one more thing to know about it.
  public NextVersion warning(List<String> more) {
    var all = new ArrayList<>(more);
    all.addAll(warnings);
    return new NextVersion(current, next, bump, commits, because, all, refused, sentence);
  }
}
