package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Standing;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.port.LocalHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The last release of a component in a commit's own history, and what has come since. A tag on
/// another branch is no predecessor, but its version is taken. Costs the way from the commit to
/// that release, whatever lies behind it and however many tags there are.
public final class SinceLast {

  private final LocalHistory history;
  private final Question question;
  private final VersionRules rules;
  private final Components components;

  private SinceLast(LocalHistory history, Question question) {
    this.history = history;
    this.question = question;
    this.rules =
        question
            .branch()
            .map(branch -> question.rules().versions().on(branch))
            .orElse(question.rules().versions());
    this.components = new Components(history, question);
  }

  /// @param component by its name; empty takes the repository as a whole
  public static Decision<Since> of(
      LocalHistory history, Question question, Optional<String> component) {
    return whole(history)
        .then(_ -> {
          var since = new SinceLast(history, question);
          return since.components.of(component).map(since::of);
        });
  }

  /// The same of every component, in one walk, in the order of their names.
  public static Decision<List<Since>> ofAll(LocalHistory history, Question question) {
    return whole(history)
        .map(_ -> {
          var since = new SinceLast(history, question);
          List<Component> all = since.components.all();
          return all.size() == 1 || question.firstParents()
              ? all.stream().map(since::of).toList()
              : since.of(all);
        });
  }

  private static Decision<LocalHistory> whole(LocalHistory history) {
    return history.shallow()
        ? Decision.refuse(ShallowClone.refusal("This clone"))
        : Decision.accept(history);
  }

  private Since of(Component component) {
    Releases releases = Releases.of(component, rules.scheme(), question.tags());
    var reach = new Reach.Asked(history, question.at());
    Range range = Range.of(releases, rules.scheme(), reach);
    Component here = movedAlong(component, range);
    return since(here, releases, range, commits(here, range.last()));
  }

  private List<Since> of(List<Component> all) {
    List<Releases> releases =
        all.stream().map(c -> Releases.of(c, rules.scheme(), question.tags())).toList();
    var reach = known(releases);
    List<Range> ranges = releases.stream().map(r -> Range.of(r, rules.scheme(), reach)).toList();
    List<Component> here = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      here.add(movedAlong(all.get(i), ranges.get(i)));
    }
    List<List<Commit>> commits = new OneWalk(history, question.at(), here, ranges).commits();
    List<Since> answers = new ArrayList<>();
    for (int i = 0; i < here.size(); i++) {
      answers.add(since(here.get(i), releases.get(i), ranges.get(i), commits.get(i)));
    }
    return answers;
  }

  private Reach known(List<Releases> all) {
    Set<CommitId> tagged = new HashSet<>();
    all.forEach(releases -> tagged.addAll(releases.byCommit().keySet()));
    return new Reach.Known(history.ancestorsAmong(tagged, question.at()));
  }

  /// A component that lay elsewhere at its last release is looked for in both places.
  private Component movedAlong(Component component, Range range) {
    if (component.name().isEmpty() || range.last().isEmpty()) {
      return component;
    }
    CommitId then = range.last().get().commit();
    return component.folders().stream().allMatch(f -> !history.list(then, f).isEmpty())
        ? component
        : components.alsoWhereItWas(component, then);
  }

  private List<Commit> commits(Component component, Optional<Tagged> last) {
    List<Commit> commits = new ArrayList<>();
    history.walk(
        question.at(),
        last.map(Tagged::commit).stream().toList(),
        question.firstParents(),
        visited -> {
          if (component.isWhole() || !visited.changedAmong(component.folders()).isEmpty()) {
            commits.add(visited.commit());
          }
          return true;
        });
    return commits;
  }

  private Since since(Component component, Releases releases, Range range, List<Commit> commits) {
    var messages = question.rules().messages();
    var read = ReadCommits.of(commits, question.overrides(), messages);
    var fresh =
        range.last().equals(range.current())
            ? read
            : ReadCommits.of(freshOf(commits, range), question.overrides(), messages);
    return new Since(
        component,
        question.at(),
        range.last(),
        range.current(),
        read,
        new Standing(
            range.last().map(Tagged::version).filter(v -> !v.preRelease()),
            range.current().map(Tagged::version),
            fresh,
            taken(releases)),
        rules,
        warnings(component, releases, range));
  }

  private List<Commit> freshOf(List<Commit> commits, Range range) {
    Set<CommitId> fresh = new HashSet<>();
    history.walk(
        question.at(),
        range.current().map(Tagged::commit).stream().toList(),
        question.firstParents(),
        visited -> fresh.add(visited.id()));
    return commits.stream().filter(commit -> fresh.contains(commit.id())).toList();
  }

  /// A version is taken by any tag, wherever it is; where the question is about the past, what came
  /// after the commit is no obstacle.
  private Predicate<Version> taken(Releases releases) {
    return version ->
        releases
            .tagged(version)
            .anyMatch(
                tagged -> !question.later() || !history.isAncestor(question.at(), tagged.commit()));
  }

  private List<String> warnings(Component component, Releases releases, Range range) {
    List<String> warnings = new ArrayList<>();
    if (component.folders().isEmpty()) {
      warnings.add(
          "No folder of '%s' was found, so no commit counts for it. Say where it lies under 'components'."
              .formatted(component.title()));
    }
    if (range.current().isEmpty() && !releases.none()) {
      warnings.add(
          "%s release tags are on other branches, and none is in this commit's history."
              .formatted(releases.count()));
    }
    range.warning().ifPresent(warnings::add);
    components.beside(component).ifPresent(warnings::add);
    return warnings;
  }
}
