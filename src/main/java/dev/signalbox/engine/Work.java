package dev.signalbox.engine;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.ReleaseVersion;
import java.net.URI;
import java.util.Optional;

/// What a run is for.
public sealed interface Work {

  CommitId commit();

  /// How people call what the run carries.
  String label();

  /// A commit becomes an artifact.
  ///
  /// @param line the release line it came to; empty for the tracked branch
  record Build(CommitId commit, Optional<OnLine> line) implements Work {

    /// The build of a commit of the tracked branch.
    public Build(CommitId commit) {
      this(commit, Optional.empty());
    }

    @Override
    public String label() {
      return commit.brief();
    }
  }

  /// A release line.
  ///
  /// @param base the version that it comes off
  record OnLine(Slug name, ReleaseVersion base) {}

  /// What a train has taken becomes a release.
  ///
  /// @param label the train and the commit
  record Cut(CommitId commit, String label) implements Work {}

  /// A candidate moves into an environment.
  ///
  /// @param turn the environment's fence that this run shows to whatever it changes
  /// @param before what ran there, and was good, before this run
  /// @param image where the artifact is taken from now: a copy moves it
  /// @param address where the run's own deployment answers, once there is one
  record Promotion(
      Slug environment,
      Candidate what,
      Fence turn,
      Optional<Deployment> before,
      ImageName image,
      Optional<URI> address)
      implements Work {

    @Override
    public CommitId commit() {
      return what.commit();
    }

    @Override
    public String label() {
      return what.label();
    }
  }
}
