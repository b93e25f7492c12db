package dev.signalbox.domain.release;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;

/// A version of a commit and its artifact. One version, one commit, one digest, for ever.
///
/// @param number its place among the service's releases, in the order of their making
/// @param image where its artifact was published first
public record Release(
    ReleaseId id,
    long number,
    ReleaseVersion version,
    String tag,
    CommitId commit,
    Digest digest,
    ImageName image,
    Instant made) {}
