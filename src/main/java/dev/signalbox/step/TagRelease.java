package dev.signalbox.step;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.ReleaseFact.ReleaseMade;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.TagResult;
import java.util.List;
import java.util.Optional;

/// A release that is a tag on the commit that was built. The version is written down before the tag
/// is pushed, so that after a crash the same one is looked for, never the next.
record TagRelease(SourceRepository repository, ReleaseRule rule, StepContext context) {

  private static final String EFFECT = "tag";

  /// The version that was written down in a former life.
  Optional<Version> intended() {
    return context
        .intended(EFFECT)
        .map(Intent::content)
        .map(text -> rule.rules().versions().scheme().read(text).orElseThrow());
  }

  Outcome push(Version version, Unreleased unreleased, List<String> warnings) {
    String tag = rule.tagOf(version);
    CommitId commit = unreleased.since().at();
    String notes = unreleased.notes();
    String message = "%s %s\n\n%s\n".formatted(context.run().serviceName(), tag, notes);
    String result =
        context.once(
            EFFECT,
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
        : taken(tag, new CommitId(result));
  }

  static Outcome taken(String tag, CommitId by) {
    return Outcome.failed(
        ("The repository has a tag %s on %s, which is not in this commit's history, so the version"
                + " is taken. Remove that tag if it is wrong, or tag this commit with a higher one.")
            .formatted(tag, by.brief()));
  }
}
