package dev.signalbox.history;

import dev.signalbox.domain.version.Version;
import java.util.List;
import java.util.Optional;

/// A past release, and what our rules would have made of the same commits.
///
/// @param previous the release it follows; empty if there is none in its history
/// @param computed empty if our rules would have released nothing
/// @param kind what is to be said about it
/// @param reason the same in words
/// @param types of the commits it brought, each once; a commit without a convention has the empty one
public record CheckedRelease(
    Optional<String> component,
    Optional<Tagged> previous,
    Tagged release,
    Optional<Version> computed,
    Kind kind,
    String reason,
    List<String> types) {

  /// What a comparison came to.
  public enum Kind {
    /// Just as computed.
    SAME,
    /// As computed for a release that had to be one: by the rules alone nothing would have been released.
    UNCOUNTED,
    /// The tag says more than the commits do.
    HIGHER,
    /// The tag says less than the commits do.
    LOWER,
    /// The release before is not in its history, or numbers were passed over.
    ELSEWHERE,
    /// There is no lower release in its history.
    WITHOUT_PREDECESSOR
  }

  public boolean agrees() {
    return computed.filter(release.version()::equals).isPresent();
  }
}
