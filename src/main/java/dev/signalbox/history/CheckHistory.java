package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Standing;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.port.LocalHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Every past release computed anew from the one before it, so that a team sees how far our rules
/// are its own, before it trusts us with the next version.
public final class CheckHistory {

  private final LocalHistory history;
  private final Question question;
  private final VersionRules rules;
  private final Components components;

  private CheckHistory(LocalHistory history, Question question) {
    this.history = history;
    this.question = question;
    this.rules = question.rules().versions();
    this.components = new Components(history, question);
  }

  /// Hands over each release of a component, lowest first, as soon as it is computed.
  ///
  /// @param component by its name; empty takes the repository as a whole
  public static Decision<Component> of(
      LocalHistory history,
      Question question,
      Optional<String> component,
      Consumer<CheckedRelease> each) {
    var check = new CheckHistory(history, question);
    return check.components.of(component).map(found -> check.each(found, each));
  }

  /// The same of the repository as a whole, if it has releases of its own, and of every component,
  /// in the order of their names.
  public static void ofAll(LocalHistory history, Question question, Consumer<CheckedRelease> each) {
    var check = new CheckHistory(history, question);
    check.components.allAndWhole().forEach(component -> check.each(component, each));
  }

  private Component each(Component component, Consumer<CheckedRelease> each) {
    List<Tagged> all = lowestFirst(component);
    List<Tagged> releases = all.stream().filter(t -> !t.version().preRelease()).toList();
    var before = new Predecessors(history, releases);
    var withPreReleases = new Predecessors(history, all);
    for (int i = 0; i < releases.size(); i++) {
      Tagged release = releases.get(i);
      Optional<Tagged> last = before.of(i);
      if (last.isPresent()) {
        Optional<Tagged> current = withPreReleases.of(all.indexOf(release));
        each.accept(computed(component, releases.subList(0, i), release, last.get(), current));
      } else if (i > 0) {
        each.accept(alone(component, releases.get(i - 1), release));
      }
    }
    return component;
  }

  /// @param lower every lower release, wherever it is, lowest first
  private CheckedRelease computed(
      Component component,
      List<Tagged> lower,
      Tagged release,
      Tagged last,
      Optional<Tagged> current) {
    List<ReadCommit> commits =
        commits(
            components.between(component, last.commit(), release.commit()),
            release.commit(),
            last.commit());
    Set<Version> taken = lower.stream().map(Tagged::version).collect(Collectors.toSet());
    var standing =
        new Standing(
            Optional.of(last.version()), current.map(Tagged::version), commits, taken::contains);
    NextVersion next =
        NextVersion.after(standing, commits, rules, history.commit(release.commit()).authored());
    return Comparison.of(
        component, release, last, lower.getLast(), next, commits, rules, taken::contains);
  }

  private static CheckedRelease alone(Component component, Tagged below, Tagged release) {
    return new CheckedRelease(
        component.name(),
        Optional.empty(),
        release,
        Optional.empty(),
        CheckedRelease.Kind.WITHOUT_PREDECESSOR,
        ("No lower release is in its history, so it can not be computed; %s is on another branch. If"
                + " tags are missing here, fetch them: git fetch --tags")
            .formatted(below.tag()),
        List.of());
  }

  private List<ReadCommit> commits(Component component, CommitId upTo, CommitId after) {
    List<Commit> commits = new ArrayList<>();
    history.walk(
        upTo,
        List.of(after),
        question.firstParents(),
        visited -> {
          if (component.isWhole() || !visited.changedAmong(component.folders()).isEmpty()) {
            commits.add(visited.commit());
          }
          return true;
        });
    return ReadCommits.of(commits, question.overrides(), question.rules().messages());
  }

  private List<Tagged> lowestFirst(Component component) {
    List<Tagged> releases = new ArrayList<>();
    Set<Version> seen = new HashSet<>();
    for (Tagged tagged : Releases.of(component, rules.scheme(), question.tags()).all()) {
      if (seen.add(tagged.version())) {
        releases.add(tagged);
      }
    }
    return releases.reversed();
  }
}
