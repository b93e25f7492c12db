package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.history.Question;
import dev.signalbox.history.Since;
import dev.signalbox.history.SinceLast;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.TagResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `release`: the next version by the commits since the last, and its tag in the repository. The
/// version is reserved, so that no other commit gets it, and written down before the tag is pushed,
/// so that after a crash the same one is looked for, never the next.
final class ReleaseStep {

  private final Toolbox tools;

  ReleaseStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Release release, StepContext context) {
    SourceRepository repository = tools.repositories().of(context.run().service());
    CommitId commit = context.run().work().commit();
    Map<String, CommitId> tags = tags(repository, release.rule(), context);
    Decision<Since> since =
        repository.asking(
            commit,
            history ->
                SinceLast.of(
                    history,
                    Question.about(history, commit, release.rule().questioned())
                        .on(repository.branch())
                        .with(tags)
                        .strictly(),
                    Optional.empty()));
    return switch (since) {
      case Decision.Accepted<Since>(Since known) -> release(repository, release.rule(), known, context);
      case Decision.Refused<Since>(Refusal refusal) -> Outcome.failed(refusal.sentence());
    };
  }

  /// The tags that are there and the releases that were made; the one this very step has tagged does
  /// not count.
  private Map<String, CommitId> tags(
      SourceRepository repository, ReleaseRule rule, StepContext context) {
    var tags = new HashMap<>(repository.fetch().tags());
    tags.putAll(tools.releases().of(context.run().service()));
    tags.keySet().removeIf(tag -> rule.versionOf(tag).isEmpty());
    context.intended("tag").map(Intent::content).map(rule::tagOf).ifPresent(tags::remove);
    return tags;
  }

  private Outcome release(
      SourceRepository repository, ReleaseRule rule, Since since, StepContext context) {
    Optional<String> intended = context.intended("tag").map(Intent::content);
    if (intended.isPresent()) {
      Version version = rule.rules().versions().scheme().read(intended.get()).orElseThrow();
      return tag(repository, rule, version, since, List.of(), context);
    }
    NextVersion next = reserved(since, context);
    if (next.refused().isPresent()) {
      return Outcome.failed(next.refused().get());
    }
    return next.next()
        .map(version -> tag(repository, rule, version, since, next.warnings(), context))
        .orElseGet(() -> Outcome.succeeded(next.sentence()));
  }

  /// The next version that is nobody else's. Whoever asks at the same moment gets another one.
  private NextVersion reserved(Since since, StepContext context) {
    Map<ReleaseVersion, CommitId> given =
        new HashMap<>(tools.releases().reserved(context.run().service()));
    while (true) {
      NextVersion next =
          since.taking(version -> isOfAnother(given, version, since.at())).next(context.now());
      if (next.next().isEmpty()) {
        return next;
      }
      var version = ReleaseVersion.of(next.next().get());
      CommitId owner =
          tools
              .releases()
              .reserve(
                  context.run().service(), version, since.at(), context.run().id(), context.now());
      if (owner.equals(since.at())) {
        return next;
      }
      given.put(version, owner);
    }
  }

  private static boolean isOfAnother(
      Map<ReleaseVersion, CommitId> given, Version version, CommitId commit) {
    CommitId owner = given.get(ReleaseVersion.of(version));
    return owner != null && !owner.equals(commit);
  }

  private static Outcome tag(
      SourceRepository repository,
      ReleaseRule rule,
      Version version,
      Since since,
      List<String> warnings,
      StepContext context) {
    String tag = rule.tagOf(version);
    CommitId commit = since.at();
    String notes = notes(since.commits());
    String message = "%s %s\n\n%s\n".formatted(context.run().serviceName(), tag, notes);
    String result =
        context.once(
            "tag",
            version.toString(),
            _ -> repository.remoteTag(tag).filter(commit::equals).map(CommitId::text),
            _ ->
                switch (repository.pushTag(tag, commit, message)) {
                  case TagResult.Pushed(), TagResult.AlreadyThere() -> commit.text();
                  case TagResult.Taken(CommitId other) -> other.text();
                });
    warnings.forEach(context::note);
    return result.equals(commit.text())
        ? Outcome.succeeded(
            "tagged " + tag, new ReleaseMade(ReleaseVersion.of(version), tag, commit, notes))
        : Outcome.failed(
            ("The repository has a tag %s on %s, which is not in this commit's history, so the version"
                    + " is taken. Remove that tag if it is wrong, or tag this commit with a higher one.")
                .formatted(tag, result.substring(0, 8)));
  }

  /// One line a commit that says something, newest first.
  private static String notes(List<ReadCommit> commits) {
    return commits.stream()
        .filter(ReadCommit::counts)
        .map(ReadCommit::commit)
        .map(commit -> "- %s (%s)".formatted(commit.subject(), commit.id().brief()))
        .collect(Collectors.joining("\n"));
  }
}
