package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.Version.Semantic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The releases of a component, wherever in the repository they are.
///
/// @param all highest first; a version that has several tags, as it comes
record Releases(List<Tagged> all) {

  Releases {
    all = List.copyOf(all);
  }

  static Releases of(Component component, Scheme scheme, Map<String, CommitId> tags) {
    List<Tagged> found = new ArrayList<>();
    tags.forEach((tag, commit) -> {
      for (TagForm form : component.forms()) {
        Optional<Version> version = form.versionIn(tag, scheme);
        if (version.isPresent()) {
          found.add(new Tagged(tag, form, version.get(), commit));
          break;
        }
      }
    });
    found.sort((one, other) -> {
      int byVersion = other.version().compareTo(one.version());
      return byVersion != 0
          ? byVersion
          : component.forms().indexOf(one.form()) - component.forms().indexOf(other.form());
    });
    return new Releases(found);
  }

  /// Those that count before a next version of this scheme: for releases all of them; for the
  /// pre-releases of a channel its own and those of channels before it, as `alpha` is before
  /// `beta`.
  Releases before(Scheme scheme) {
    return scheme instanceof Semver(_, _, Optional<String> channel) && channel.isPresent()
        ? new Releases(all.stream().filter(t -> isUpTo(channel.get(), t.version())).toList())
        : this;
  }

  private static boolean isUpTo(String channel, Version version) {
    return !(version instanceof Semantic semantic)
        || !semantic.preRelease()
        || semantic.identifiers().getFirst().compareTo(channel) <= 0;
  }

  /// The releases that a pre-release can have come from: what is more than a major version away has
  /// been overtaken by releases on other branches.
  Releases leadingTo(Version preRelease) {
    return new Releases(
        all.stream()
            .filter(t -> !t.version().preRelease())
            .filter(t -> t.version().compareTo(preRelease) < 0)
            .filter(t -> leads(t.version(), preRelease))
            .toList());
  }

  private static boolean leads(Version release, Version preRelease) {
    return release instanceof Semantic from
        && preRelease instanceof Semantic to
        && to.major() - from.major() <= 1;
  }

  /// The commits of all of them, and the highest release on each.
  Map<CommitId, Tagged> byCommit() {
    Map<CommitId, Tagged> highest = new HashMap<>();
    all.forEach(tagged -> highest.putIfAbsent(tagged.commit(), tagged));
    return highest;
  }

  Releases higherThan(Version version) {
    return new Releases(all.stream().takeWhile(t -> t.version().compareTo(version) > 0).toList());
  }

  /// Whether there has been no release before a pre-release, on any branch.
  boolean noneBefore(Version preRelease) {
    return all.stream()
        .noneMatch(t -> !t.version().preRelease() && t.version().compareTo(preRelease) < 0);
  }

  boolean none() {
    return all.isEmpty();
  }
}
