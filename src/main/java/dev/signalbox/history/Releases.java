package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.Version.Semantic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The releases of a component, wherever in the repository they are. They are put in order only
/// when somebody asks for it: there may be ten thousand, and mostly a few are looked at.
final class Releases {

  private final List<Tagged> found;
  private final Comparator<Tagged> order;
  private @Nullable List<Tagged> inOrder;

  private Releases(List<Tagged> found, Comparator<Tagged> order) {
    this.found = found;
    this.order = order;
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
    return new Releases(
        found,
        (one, other) -> {
          int byVersion = other.version().compareTo(one.version());
          return byVersion != 0
              ? byVersion
              : component.forms().indexOf(one.form()) - component.forms().indexOf(other.form());
        });
  }

  /// Highest first; a version that has several tags, as it comes.
  List<Tagged> all() {
    List<Tagged> known = inOrder;
    if (known == null) {
      known = found.stream().sorted(order).toList();
      inOrder = known;
    }
    return known;
  }

  private Releases those(Predicate<Tagged> wanted) {
    return new Releases(found.stream().filter(wanted).toList(), order);
  }

  /// Those that count before a next version of this scheme: for releases all of them; for the
  /// pre-releases of a channel its own and those of channels before it, as `alpha` is before
  /// `beta`.
  Releases before(Scheme scheme) {
    return scheme instanceof Semver(_, _, Optional<String> channel) && channel.isPresent()
        ? those(t -> isUpTo(channel.get(), t.version()))
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
    return those(t ->
        !t.version().preRelease()
            && t.version().compareTo(preRelease) < 0
            && leads(t.version(), preRelease));
  }

  private static boolean leads(Version release, Version preRelease) {
    return release instanceof Semantic from
        && preRelease instanceof Semantic to
        && to.major() - from.major() <= 1;
  }

  /// The commits of all of them, and the highest release on each.
  Map<CommitId, Tagged> byCommit() {
    Map<CommitId, Tagged> highest = new HashMap<>();
    for (Tagged tagged : found) {
      highest.merge(
          tagged.commit(), tagged, (one, other) -> order.compare(one, other) <= 0 ? one : other);
    }
    return highest;
  }

  Releases higherThan(Version version) {
    return those(t -> t.version().compareTo(version) > 0);
  }

  /// The highest of those that are wanted.
  Optional<Tagged> highest(Predicate<Tagged> wanted) {
    return found.stream().filter(wanted).min(order);
  }

  /// The tags of one version.
  Stream<Tagged> tagged(Version version) {
    return found.stream().filter(t -> t.version().equals(version));
  }

  /// Whether there has been no release before a pre-release, on any branch.
  boolean noneBefore(Version preRelease) {
    return found.stream()
        .noneMatch(t -> !t.version().preRelease() && t.version().compareTo(preRelease) < 0);
  }

  int count() {
    return found.size();
  }

  boolean none() {
    return found.isEmpty();
  }
}
