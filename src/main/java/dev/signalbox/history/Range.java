package dev.signalbox.history;

import dev.signalbox.domain.version.Scheme;
import java.util.Optional;

/// Where the commits begin that a next release tells about: after the last release. Pre-releases on
/// the way take nothing away from it: what they brought is in its notes too.
///
/// @param last what the range begins after; empty if it is the whole history
/// @param current the highest version in the history: that release, or a pre-release since
/// @param warning what is odd about it; empty if nothing is
record Range(Optional<Tagged> last, Optional<Tagged> current, Optional<String> warning) {

  static Range of(Releases releases, Scheme scheme, Reach reach) {
    Releases before = releases.before(scheme);
    Optional<Tagged> current = reach.highest(before);
    return current
        .filter(c -> c.version().preRelease())
        .map(preRelease -> onTheWay(preRelease, before, reach))
        .orElseGet(() -> new Range(current, current, Optional.empty()));
  }

  private static Range onTheWay(Tagged preRelease, Releases releases, Reach reach) {
    Optional<Tagged> current = Optional.of(preRelease);
    Optional<Tagged> last = reach.reached(releases.leadingTo(preRelease.version()));
    return last.isPresent() || releases.noneBefore(preRelease.version())
        ? new Range(last, current, Optional.empty())
        : new Range(
            current,
            current,
            Optional.of(
                "The releases before %s are on other branches, so the commits are counted from it."
                    .formatted(preRelease.tag())));
  }
}
