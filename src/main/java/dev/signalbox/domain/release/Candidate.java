package dev.signalbox.domain.release;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import java.util.Optional;

/// What may move into an environment: a build, or a release.
public sealed interface Candidate {

  /// Its place in its queue: the order of commits for builds, of making for releases. A release of
  /// a line has that of its base.
  long number();

  /// Its place on the tracked branch: that of its commit, or of the release whose line it is on.
  long position();

  CommitId commit();

  Digest digest();

  /// Where its artifact was published first.
  ImageName image();

  /// How people call it: the tag of a release, the short commit of a build.
  String label();

  Optional<ReleaseVersion> version();

  record OfBuild(long number, CommitId commit, Digest digest, ImageName image)
      implements Candidate {
    @Override
    public long position() {
      return number;
    }

    @Override
    public String label() {
      return commit.brief();
    }

    @Override
    public Optional<ReleaseVersion> version() {
      return Optional.empty();
    }
  }

  record OfRelease(Release release) implements Candidate {
    @Override
    public long number() {
      return release.place();
    }

    @Override
    public long position() {
      return release.position();
    }

    @Override
    public CommitId commit() {
      return release.commit();
    }

    @Override
    public Digest digest() {
      return release.digest();
    }

    @Override
    public ImageName image() {
      return release.image();
    }

    @Override
    public String label() {
      return release.tag();
    }

    @Override
    public Optional<ReleaseVersion> version() {
      return Optional.of(release.version());
    }
  }
}
