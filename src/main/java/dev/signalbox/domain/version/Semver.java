package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Semantic;
import java.time.Instant;
import java.util.Optional;

/// Semantic Versioning 2.0.0.
///
/// @param zero how changes weigh before `1.0.0`
/// @param first the version of the first release of all
/// @param channel the pre-releases that are made, such as `beta`; empty makes releases
public record Semver(Zero zero, Semantic first, Optional<String> channel) implements Scheme {

  public static final Semver USUAL = new Semver(Zero.USUAL, Semantic.of(1, 0, 0), Optional.empty());

  /// Before `1.0.0` anything may change at any time, so teams count more gently there.
  ///
  /// @param breaking how much a break weighs
  /// @param feature how much a feature weighs
  public record Zero(Bump breaking, Bump feature) {

    public static final Zero USUAL = new Zero(Bump.MINOR, Bump.MINOR);

    Bump weigh(Bump bump) {
      return switch (bump) {
        case MAJOR -> breaking;
        case MINOR -> feature;
        case PATCH, NONE -> bump;
      };
    }
  }

  /// The same counting, for pre-releases of a channel, or for releases.
  public Semver on(Optional<String> other) {
    return new Semver(zero, first, other);
  }

  @Override
  public Optional<Version> read(String text) {
    return semantic(text).map(version -> version);
  }

  /// The version in `1.2.3-beta.4+build`, without what is behind the plus sign.
  public static Optional<Semantic> semantic(String text) {
    return SemanticReader.read(text);
  }

  @Override
  public Proposal next(Standing standing, Bump bump, int changes, Instant now) {
    Optional<Semantic> released = standing.released().map(Semantic.class::cast);
    Optional<Semantic> current = standing.current().map(Semantic.class::cast);
    Bump effective =
        released.or(() -> current).filter(v -> v.major() == 0).isPresent()
            ? zero.weigh(bump)
            : bump;
    if (bump == Bump.NONE) {
      return new Proposal.Nothing("no feature, fix or break");
    }
    Semantic target = target(released, current, effective);
    Bump by =
        released
            .filter(v -> !target.equals(v.after(effective)))
            .map(v -> v.differenceTo(target))
            .orElse(effective);
    return towards(target, by, standing, now);
  }

  /// The next patch that is free, whatever the changes weigh: a line only mends.
  @Override
  public Proposal delta(Version base, Standing standing) {
    Semantic from = (Semantic) standing.released().filter(v -> v.compareTo(base) > 0).orElse(base);
    return from.preRelease()
        ? new Proposal.Refused(
            "%s is a pre-release, and a line comes off a release.".formatted(from))
        : release(from.after(Bump.PATCH), Bump.PATCH, standing);
  }

  /// The release itself, or the next pre-release of the channel on the way to it.
  Proposal towards(Semantic target, Bump bump, Standing standing, Instant now) {
    return channel
        .map(name -> preRelease(target, bump, name, standing, now))
        .orElseGet(() -> release(target, bump, standing));
  }

  /// What is being worked towards: the released version and what has changed since; never less than
  /// what pre-releases were named for already.
  private Semantic target(Optional<Semantic> released, Optional<Semantic> current, Bump bump) {
    Optional<Semantic> promised = current.filter(Version::preRelease).map(Semantic::base);
    Semantic counted = released.map(v -> v.after(bump)).orElse(promised.orElse(first));
    return promised.filter(p -> p.compareTo(counted) > 0).orElse(counted);
  }

  private static Proposal release(Semantic target, Bump bump, Standing standing) {
    Semantic free = target;
    while (standing.taken().test(free)) {
      free = free.after(bump);
    }
    return new Proposal.Next(
        free,
        bump,
        free.equals(target)
            ? Optional.empty()
            : Optional.of(
                "%s is tagged elsewhere in this repository already, so it is passed over."
                    .formatted(target)));
  }

  private static Proposal preRelease(
      Semantic target, Bump bump, String channel, Standing standing, Instant now) {
    Optional<Semantic> current = standing.current().map(Semantic.class::cast);
    Optional<Semantic> before = current.filter(v -> PreReleases.isOf(channel, v));
    Semantic next =
        PreReleases.of(target, channel, before, now)
            .filter(v -> before.filter(b -> v.compareTo(b) <= 0).isEmpty())
            .filter(v -> !standing.taken().test(v))
            .findFirst()
            .orElseThrow();
    return current.filter(v -> next.compareTo(v) <= 0).isPresent()
        ? new Proposal.Refused(
            "%s is not higher than %s, which is there already: a channel cannot go back."
                .formatted(next, current.get()))
        : new Proposal.Next(next, bump, Optional.empty());
  }
}
