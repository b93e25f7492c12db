package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.codebase.ReleaseHeader;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.history.Question;
import dev.signalbox.history.Since;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import dev.signalbox.step.ReleaseCommitPush.Wish;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A release that is in the code, too. It takes two runs: that of a commit pushes the release
/// commit onto it, together with the tag, and ends; the release commit comes to the branch like any
/// other and is built, and its own run makes the release. So the tag is on what is built.
record CodeRelease(
    Releases releases, SourceRepository repository, ReleaseRule rule, StepContext context) {

  /// The version that was written down in a former life.
  Optional<Version> intended() {
    return wish().map(Wish::version);
  }

  private Optional<Wish> wish() {
    return pushing().intended(rule.rules().versions().scheme());
  }

  /// @param heads where the branch and all tags stand
  /// @param byTag releases a commit that says the version already
  Outcome execute(Question question, Heads heads, TagRelease byTag) {
    Commit commit = repository.history().commit(question.at());
    Optional<String> own =
        ReleaseHeader.tagOf(commit).filter(tag -> commit.id().equals(question.tags().get(tag)));
    return own.map(tag -> made(tag, commit, question))
        .orElseGet(() ->
            ReleaseStep.of(
                Unreleased.of(repository.history(), question),
                unreleased -> release(unreleased, question, heads, byTag)));
  }

  /// The release of a release commit, with the notes of what it was made of.
  private Outcome made(String tag, Commit commit, Question question) {
    if (commit.id().equals(releases.of(context.run().service()).get(tag))) {
      return Outcome.succeeded("%s was made already".formatted(tag));
    }
    var before = new HashMap<>(question.tags());
    before.remove(tag);
    CommitId released = commit.parents().stream().findFirst().orElse(commit.id());
    var version = ReleaseVersion.of(rule.versionOf(tag).orElseThrow());
    return ReleaseStep.of(
        Unreleased.of(repository.history(), question.asOf(released).with(before)),
        unreleased ->
            Outcome.succeeded(
                "this commit is " + tag,
                new ReleaseMade(version, tag, commit.id(), unreleased.notes())));
  }

  private Outcome release(Unreleased unreleased, Question question, Heads heads, TagRelease byTag) {
    Optional<Wish> former = wish();
    if (former.isPresent()) {
      return ReleaseStep.of(
          prepared(former.get(), unreleased, question),
          commit -> push(former.get(), commit.orElseThrow()));
    }
    Optional<Version> tagged = byTag.intended();
    if (tagged.isPresent()) {
      return byTag.push(tagged.get(), unreleased, List.of());
    }
    if (bringsReleasesOnly(unreleased.since(), heads.tags())) {
      return Outcome.succeeded("nothing to release: only release commits of others have come");
    }
    return ReleaseStep.with(
        unreleased.since().next(context.now()),
        version ->
            heads.head().equals(Optional.of(question.at()))
                ? begin(unreleased, question, byTag)
                : goneOn(version, heads.head()));
  }

  /// Two services of one repository, each with a scheme to which every commit counts, would answer
  /// each other's release commits for ever.
  private static boolean bringsReleasesOnly(Since since, Map<String, CommitId> tags) {
    List<Commit> counting =
        since.commits().stream().filter(ReadCommit::counts).map(ReadCommit::commit).toList();
    return !counting.isEmpty()
        && counting.stream()
            .allMatch(commit ->
                ReleaseHeader.tagOf(commit)
                    .filter(tag -> commit.id().equals(tags.get(tag)))
                    .isPresent());
  }

  private Outcome begin(Unreleased unreleased, Question question, TagRelease byTag) {
    NextVersion next = reservation().next(unreleased.since());
    return ReleaseStep.with(
        next,
        version -> {
          var wish = new Wish(version, context.now().truncatedTo(ChronoUnit.SECONDS));
          return switch (prepared(wish, unreleased, question)) {
            case Decision.Accepted<Optional<ReleaseCommit>>(Optional<ReleaseCommit> commit)
                when commit.isPresent() -> {
              next.warnings().forEach(context::note);
              yield push(wish, commit.get());
            }
            case Decision.Accepted<Optional<ReleaseCommit>> _ ->
                byTag.push(version, unreleased, next.warnings());
            case Decision.Refused<Optional<ReleaseCommit>>(Refusal refusal) -> {
              reservation().giveBack(version);
              yield Outcome.failed(refusal.sentence());
            }
          };
        });
  }

  /// The commit to push; empty if the code says the version already.
  private Decision<Optional<ReleaseCommit>> prepared(
      Wish wish, Unreleased unreleased, Question question) {
    Since since = unreleased.since();
    var release =
        new CodebaseRelease(
            rule.codebase().files(),
            since.current().map(tagged -> tagged.version().toString()),
            wish.version().toString(),
            rule.tagOf(wish.version()),
            unreleased.notes(),
            wish.at());
    return new ChangeLogUpdate(repository, rule.codebase().changeLog())
        .of(question, since, wish.version(), wish.at())
        .then(changeLog -> release.onto(since.at(), repository, changeLog));
  }

  private Outcome push(Wish wish, ReleaseCommit commit) {
    return switch (pushing().push(wish, commit)) {
      case ReleaseResult.Pushed(CommitId pushed) -> pushed(commit.tag(), pushed);
      case ReleaseResult.AlreadyThere(CommitId pushed) -> pushed(commit.tag(), pushed);
      case ReleaseResult.BranchMoved(Optional<CommitId> to) -> goneOn(wish.version(), to);
      case ReleaseResult.Taken(CommitId by) -> TagRelease.taken(commit.tag(), by);
    };
  }

  private Outcome pushed(String tag, CommitId commit) {
    releases.pushed(context.run().service(), context.now());
    return Outcome.succeeded(
        "pushed %s on the release commit %s, which goes its own way from here"
            .formatted(tag, commit.brief()));
  }

  /// Nothing was pushed, so the version is free for the commit that is there now.
  private Outcome goneOn(Version version, Optional<CommitId> to) {
    reservation().giveBack(version);
    return Outcome.succeeded(
        to.map(head ->
                "nothing was pushed, for %s has gone on to %s, whose own run releases this too"
                    .formatted(repository.branch(), head.brief()))
            .orElseGet(() -> "nothing was pushed, for %s is gone".formatted(repository.branch())));
  }

  private ReleaseCommitPush pushing() {
    return new ReleaseCommitPush(repository, context);
  }

  private Reservation reservation() {
    return new Reservation(releases, context);
  }
}
