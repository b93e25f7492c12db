package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Version;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.LocalHistory.Visited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What a component's releases brought: all of them, one of them, or what is to come.
public final class ReleaseLog {

  private final LocalHistory history;
  private final Question question;
  private final Component component;

  private ReleaseLog(LocalHistory history, Question question, Component component) {
    this.history = history;
    this.question = question;
    this.component = component;
  }

  /// @param component by its name; empty asks for the repository as a whole
  public static Decision<ReleaseLog> of(
      LocalHistory history, Question question, Optional<String> component) {
    return new Components(history, question)
        .of(component)
        .map(found -> new ReleaseLog(history, question, found));
  }

  /// Every release, and what is not released yet.
  ///
  /// @param excluded whose history is left out
  /// @param preReleases whether a pre-release has a section of its own, too
  public ChangeLog all(Collection<CommitId> excluded, boolean preReleases) {
    List<Tagged> counting =
        preReleases
            ? lowestFirst()
            : lowestFirst().stream().filter(tagged -> !tagged.version().preRelease()).toList();
    return new ChangeLogReader(counting)
        .read(
            history,
            question.at(),
            excluded,
            question.firstParents(),
            within(),
            question.overrides(),
            question.rules().messages());
  }

  /// What one release brought since the one before it. A pre-release begins where the pre-release
  /// before it ended; a release takes in all of its pre-releases.
  ///
  /// @param named by its tag or its version
  public Decision<Section> one(String named) {
    return release(named)
        .then(release ->
            SinceLast.of(history, before(release), component.name())
                .map(
                    since -> section(release, since, history.commit(release.commit()).authored())));
  }

  /// What is not released yet.
  public Decision<Section> unreleased() {
    return SinceLast.of(history, question, component.name())
        .map(since ->
            new Section(Optional.empty(), since.last(), Optional.empty(), since.commits()));
  }

  /// What is not released yet, as the release that it would be; without a name where there is
  /// nothing to release.
  public Decision<Section> next(Instant now) {
    return SinceLast.of(history, question, component.name())
        .map(since -> {
          Optional<Version> next = since.next(now).next();
          return new Section(
              next.map(v -> new Tagged(since.tagOf(v), since.form(), v, question.at())),
              since.last(),
              next.map(_ -> now),
              since.commits());
        });
  }

  /// Every release, below one that is about to be made.
  ///
  /// @param since what that one brings
  /// @param at when it is made
  public ChangeLog below(Version next, Since since, Instant at) {
    var tagged = new Tagged(since.tagOf(next), since.form(), next, since.at());
    List<Section> sections = new ArrayList<>();
    sections.add(section(tagged, since, at));
    sections.addAll(all(List.of(), true).released());
    return new ChangeLog(sections);
  }

  /// A release by its tag or its version.
  public Decision<Tagged> release(String named) {
    List<Tagged> releases = lowestFirst();
    Optional<Tagged> found =
        releases.stream()
            .filter(r -> r.tag().equals(named) || r.version().toString().equals(named))
            .findFirst()
            .or(() -> releases.stream().filter(r -> named.equals("v" + r.version())).findFirst());
    return found
        .map(Decision::accept)
        .orElseGet(() -> Decision.refuse("no-such-release", unknown(named, releases), "you"));
  }

  private String unknown(String named, List<Tagged> releases) {
    if (releases.isEmpty()) {
      return "There is no release '%s': no tag of %s names a version."
          .formatted(named, component.title());
    }
    Set<String> names = new HashSet<>();
    releases.forEach(release -> {
      names.add(release.tag());
      names.add(release.version().toString());
    });
    return "There is no release '%s' of %s.%s"
        .formatted(
            named,
            component.title(),
            Nearest.to(named, names)
                .map(" Did you mean '%s'?"::formatted)
                .orElse(" The highest is %s.".formatted(releases.getLast().tag())));
  }

  /// The question as it was on the day of a release: no tag was there that names it or a higher
  /// one.
  private Question before(Tagged release) {
    Map<String, CommitId> tags = new HashMap<>(question.tags());
    for (Tagged other : lowestFirst()) {
      if (other.version().compareTo(release.version()) >= 0) {
        tags.remove(other.tag());
      }
    }
    return new Question(
        release.commit(),
        question.branch(),
        question.rules(),
        question.overrides(),
        tags,
        question.later(),
        question.firstParents());
  }

  private static Section section(Tagged release, Since since, Instant date) {
    boolean own = release.version().preRelease();
    List<ReadCommit> commits = own ? since.standing().fresh() : since.commits();
    return new Section(
        Optional.of(release), own ? since.current() : since.last(), Optional.of(date), commits);
  }

  private Predicate<Visited> within() {
    return component.isWhole()
        ? _ -> true
        : visited -> !visited.changedAmong(component.folders()).isEmpty();
  }

  /// Each version once.
  private List<Tagged> lowestFirst() {
    List<Tagged> releases = new ArrayList<>();
    Set<Version> seen = new HashSet<>();
    for (Tagged tagged :
        Releases.of(component, question.rules().versions().scheme(), question.tags()).all()) {
      if (seen.add(tagged.version())) {
        releases.add(tagged);
      }
    }
    return releases.reversed();
  }
}
