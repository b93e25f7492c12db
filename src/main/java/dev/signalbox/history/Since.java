package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Standing;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What has come to a component since its last release, as of a commit.
///
/// @param at the commit
/// @param last the release the commits are counted from; empty if there is none before
/// @param current the highest version in the commit's history, a pre-release perhaps
/// @param commits newest first, those that count for nothing among them
/// @param standing what the next version is decided from
/// @param rules as they count here: on this branch, with this component's tags
/// @param warnings what to know about the answer
public record Since(
    Component component,
    CommitId at,
    Optional<Tagged> last,
    Optional<Tagged> current,
    List<ReadCommit> commits,
    Standing standing,
    VersionRules rules,
    List<String> warnings) {

  public Since {
    commits = List.copyOf(commits);
    warnings = List.copyOf(warnings);
  }

  /// The same, where further versions are taken.
  public Since taking(Predicate<Version> more) {
    return new Since(
        component,
        at,
        last,
        current,
        commits,
        standing.taking(standing.taken().or(more)),
        rules,
        warnings);
  }

  public NextVersion next(Instant now) {
    return NextVersion.after(standing, commits, rules, now).warning(warnings);
  }

  /// The next version on a line that comes off an older release.
  ///
  /// @param base the version of that release
  public NextVersion delta(Version base, Instant now) {
    return NextVersion.delta(base, standing, commits, rules, now).warning(warnings);
  }

  /// How the next release is tagged: as the team wrote it, else as the last one was.
  public TagForm form() {
    return rules
        .tag()
        .filter(_ -> component.name().isEmpty())
        .or(() -> current.map(Tagged::form))
        .or(() -> component.forms().stream().findFirst())
        .orElse(rules.scheme().usualTag());
  }

  public String tagOf(Version version) {
    return form().tagOf(version);
  }
}
