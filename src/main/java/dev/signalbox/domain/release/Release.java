package dev.signalbox.domain.release;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;

/// A version of a commit and its artifact. One version, one commit, one digest, for ever.
///
/// @param number its place among the service's releases, in the order of their making
/// @param position its place on the tracked branch: the number of its commit, or of the commit at
///   the base of its line. What is mended beside the branch never goes for newer than the branch.
/// @param image where its artifact was published first
public record Release(
    ReleaseId id,
    long number,
    long position,
    ReleaseVersion version,
    String tag,
    CommitId commit,
    Digest digest,
    ImageName image,
    Instant made) {}
