package dev.signalbox.domain.release;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.Optional;

/// A version of a commit and its artifact. One version, one commit, one digest, for ever.
///
/// @param number its place among the service's releases, in the order of their making
/// @param position its place on the tracked branch: the number of its commit, or of the commit at
///   the base of its line. What is mended beside the branch never goes for newer than the branch.
/// @param image where its artifact was published first
/// @param line the release line it belongs to; empty on the tracked branch
public record Release(
    ReleaseId id,
    long number,
    long position,
    ReleaseVersion version,
    String tag,
    CommitId commit,
    Digest digest,
    ImageName image,
    Instant made,
    Optional<OnLine> line) {

  /// A release of the tracked branch.
  public Release(
      ReleaseId id,
      long number,
      long position,
      ReleaseVersion version,
      String tag,
      CommitId commit,
      Digest digest,
      ImageName image,
      Instant made) {
    this(id, number, position, version, tag, commit, digest, image, made, Optional.empty());
  }

  /// Where a release beside the tracked branch belongs.
  ///
  /// @param name of the line
  /// @param base the number of the release that the line comes off
  public record OnLine(Slug name, long base) {}

  /// Its place in the queue: what was mended beside the tracked branch never goes for newer than
  /// what it was mended upon.
  public long place() {
    return line.map(OnLine::base).orElse(number);
  }
}
