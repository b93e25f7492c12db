package dev.signalbox.step;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.TagResult;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `release`: the next version by the commits since the last, and its tag in the repository. The
/// version is written down before the tag is pushed, so that after a crash the same one is looked
/// for, never the next.
final class ReleaseStep {

  private final Toolbox tools;

  ReleaseStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Release release, StepContext context) {
    SourceRepository repository = tools.repositories().of(context.run().service());
    CommitId commit = context.run().work().commit();
    Map<String, CommitId> released = tools.releases().of(context.run().service());
    Optional<Last> last = last(repository, released, release.rule(), commit, context);
    List<Commit> between = repository.between(last.map(Last::commit), commit);
    List<ReadCommit> since =
        ReadCommits.of(between, Overrides.NONE, release.rule().rules().messages());
    NextVersion next =
        NextVersion.after(
            last.map(Last::version), since, release.rule().rules().versions(), java.time.Instant.now());
    Optional<String> version =
        context
            .intended("tag")
            .map(Intent::content)
            .or(() -> next.next().map(Version::toString));
    if (version.isEmpty()) {
      return Outcome.succeeded(next.sentence());
    }
    Version number = release.rule().rules().versions().scheme().read(version.get()).orElseThrow();
    CommitId former = released.get(release.rule().tagOf(number));
    return former != null && !former.equals(commit)
        ? releasedBefore(release.rule().tagOf(number), former)
        : tag(repository, release.rule(), number, commit, notes(since), context);
  }

  private record Last(Version version, CommitId commit) {}

  private static Outcome releasedBefore(String tag, CommitId former) {
    return Outcome.failed(
        ("%s was released before, from %s, which is not in this commit's history. A version is never"
                + " given twice: tag this commit with a higher one.")
            .formatted(tag, former.brief()));
  }

  /// The highest version in the commit's history, by the tags that are there and the releases that
  /// were made; the one this very step has tagged does not count.
  private static Optional<Last> last(
      SourceRepository repository,
      Map<String, CommitId> released,
      ReleaseRule rule,
      CommitId commit,
      StepContext context) {
    Optional<String> own = context.intended("tag").map(Intent::content);
    var tags = new HashMap<>(repository.fetch().tags());
    tags.putAll(released);
    return tags.entrySet().stream()
        .flatMap(tag -> rule.versionOf(tag.getKey()).stream().map(v -> new Last(v, tag.getValue())))
        .filter(tagged -> own.isEmpty() || !tagged.version().toString().equals(own.get()))
        .sorted(Comparator.comparing(Last::version).reversed())
        .filter(tagged -> repository.isAncestor(tagged.commit(), commit))
        .findFirst();
  }

  private static Outcome tag(
      SourceRepository repository,
      ReleaseRule rule,
      Version version,
      CommitId commit,
      String notes,
      StepContext context) {
    String tag = rule.tagOf(version);
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
    return result.equals(commit.text())
        ? Outcome.succeeded("tagged " + tag, new ReleaseMade(ReleaseVersion.of(version), tag, commit, notes))
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
