package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseVersion;
import java.time.Instant;
import java.util.Map;

/// What was released of each service, whatever people have done to its tags since, and which
/// versions were given away.
public interface Releases {

  /// The tag of every release, and its commit.
  Map<String, CommitId> of(ServiceId service);

  /// Every version that was given away, and to which commit.
  Map<ReleaseVersion, CommitId> reserved(ServiceId service);

  /// Asks for a version, which is given away once.
  ///
  /// @return whose it is
  CommitId reserve(
      ServiceId service, ReleaseVersion version, CommitId commit, RunId by, Instant now);

  /// The commit does not need its version after all, and nobody has seen it.
  void giveBack(ServiceId service, ReleaseVersion version, CommitId commit);

  /// A release commit was pushed: it will come to the branch like any other, and may come at once.
  void pushed(ServiceId service, Instant now);
}
