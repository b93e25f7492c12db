package dev.signalbox.domain.simulation;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the releases of a simulation are counted: by the team's own rules.
public record Numbering(VersionRules versions, MessageRules messages, TagForm tag) {

  /// @param since newest first
  NextVersion next(Optional<Version> last, List<Commit> since, Instant now) {
    return NextVersion.after(last, ReadCommits.of(since, Overrides.NONE, messages), versions, now);
  }
}
