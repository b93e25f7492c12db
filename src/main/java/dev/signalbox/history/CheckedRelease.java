package dev.signalbox.history;

import dev.signalbox.domain.version.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A past release, and what our rules would have made of the same commits.
///
/// @param previous the release it follows; empty if there is none in its history
/// @param computed empty if our rules would have released nothing
/// @param kind what is to be said about it
/// @param reason the same in words
/// @param types of the commits it brought that do not count, each once; a commit without a
///   convention has the empty one
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
    /// As computed for a release that had to be one: by the rules alone nothing would have been
    /// released.
    UNCOUNTED,
    /// No commit counts, and the tag says more than a patch.
    UNSAID,
    /// The tag says more than the commits do.
    HIGHER,
    /// The tag says less than the commits do.
    LOWER,
    /// The tag differs by the same number, and not by as much.
    PASSED_OVER,
    /// Our rules would have refused it.
    REFUSED,
    /// The release before it by number is on another branch, so what it follows is not known.
    ELSEWHERE,
    /// There is no lower release in its history.
    WITHOUT_PREDECESSOR;

    /// How it is called where programs read it.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Whether it can be said at all how the release came from the one before it.
  public boolean comparable() {
    return kind != Kind.ELSEWHERE && kind != Kind.WITHOUT_PREDECESSOR;
  }

  public boolean agrees() {
    return computed.filter(release.version()::equals).isPresent();
  }
}
