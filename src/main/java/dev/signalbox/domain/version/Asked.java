package dev.signalbox.domain.version;

import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.Scheme.Proposal;
import dev.signalbox.domain.version.Version.Semantic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A version that a person asked for with a `Release-As:` footer; the newest one counts.
///
/// @param text as it is written
record Asked(String text, ReadCommit by) {

  /// @param counting newest first
  static Optional<Asked> in(List<ReadCommit> counting, Standing standing, Scheme scheme) {
    return counting.stream()
        .flatMap(c -> c.message().releaseAs().stream().map(text -> new Asked(text, c)))
        .findFirst()
        .filter(asked -> !asked.fulfilled(standing, scheme));
  }

  /// Whether a release that was made since has answered the wish.
  private boolean fulfilled(Standing standing, Scheme scheme) {
    boolean fresh =
        standing.fresh().stream().anyMatch(c -> c.commit().id().equals(by.commit().id()));
    return !fresh
        && scheme
            .read(text)
            .filter(version ->
                standing.current().filter(v -> version.compareTo(v) <= 0).isPresent())
            .isPresent();
  }

  Proposal proposal(Standing standing, Scheme scheme, Instant now) {
    Optional<Version> version = scheme.read(text);
    if (version.isEmpty()) {
      return new Proposal.Refused("%s, and that is no version of this scheme.".formatted(wish()));
    }
    if (standing.current().filter(v -> version.get().compareTo(v) <= 0).isPresent()) {
      return new Proposal.Refused(
          "%s, and that is not higher than %s, which is there already."
              .formatted(wish(), standing.current().get()));
    }
    if (scheme instanceof Semver semver
        && semver.channel().isPresent()
        && version.get() instanceof Semantic target
        && !target.preRelease()) {
      return semver.towards(target, difference(standing, target), standing, now);
    }
    return standing.taken().test(version.get())
        ? new Proposal.Refused(
            "%s, and that is tagged elsewhere in this repository already.".formatted(wish()))
        : new Proposal.Next(version.get(), difference(standing, version.get()), Optional.empty());
  }

  private static Bump difference(Standing standing, Version asked) {
    return asked instanceof Semantic wanted
            && standing.released().orElse(null) instanceof Semantic released
        ? released.differenceTo(wanted)
        : Bump.MAJOR;
  }

  private String wish() {
    return "Commit %s asks for %s".formatted(by.commit().id().brief(), text);
  }

  String why() {
    return "'Release-As: %s' in %s".formatted(text, by.commit().id().brief());
  }
}
