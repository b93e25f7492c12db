package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.ReleaseRule;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.history.Question;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Heads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `release`: the next version by the commits since the last, and its tag in the repository; where
/// the flow says so, in the code as well. The version is reserved, so that no other commit gets it.
/// What came to a release line is a small release on top of the one that the line comes off.
final class ReleaseStep {

  private final Toolbox tools;

  ReleaseStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Release release, StepContext context) {
    ReleaseRule rule = release.rule();
    SourceRepository repository = tools.repositories().of(context.run().service());
    Heads heads = repository.fetch();
    LocalHistory history = repository.history();
    var byTag = new TagRelease(repository, rule, context);
    var inCode = new CodeRelease(tools.releases(), repository, rule, context);
    Map<String, CommitId> tags = new HashMap<>(heads.tags());
    tags.putAll(tools.releases().of(context.run().service()));
    tags.keySet().removeIf(tag -> rule.versionOf(tag).isEmpty());
    byTag.intended().or(inCode::intended).map(rule::tagOf).ifPresent(tags::remove);
    Question question =
        Question.about(history, context.run().work().commit(), rule.questioned())
            .on(line(context).map(line -> line.name().text()).orElse(repository.branch()))
            .with(tags)
            .strictly();
    return rule.codebase().writes() && line(context).isEmpty()
        ? inCode.execute(question, heads, byTag)
        : of(Unreleased.of(history, question), unreleased -> release(unreleased, byTag, context));
  }

  private Outcome release(Unreleased unreleased, TagRelease byTag, StepContext context) {
    Optional<Version> intended = byTag.intended();
    if (intended.isPresent()) {
      return byTag.push(intended.get(), unreleased, List.of());
    }
    return line(context)
        .map(line -> releaseOnLine(line, unreleased, byTag, context))
        .orElseGet(() ->
            tag(
                new Reservation(tools.releases(), context).next(unreleased.since()),
                unreleased,
                byTag));
  }

  private Outcome releaseOnLine(
      Work.OnLine line, Unreleased unreleased, TagRelease byTag, StepContext context) {
    return byTag
        .rule()
        .rules()
        .versions()
        .scheme()
        .read(line.base().text())
        .map(base ->
            tag(
                new Reservation(tools.releases(), context).delta(unreleased.since(), base),
                unreleased,
                byTag))
        .orElseGet(() ->
            Outcome.failed(
                ("%s comes off %s, and that is no version of this scheme. Open the line anew off a"
                        + " release of this scheme.")
                    .formatted(line.name(), line.base())));
  }

  private static Outcome tag(NextVersion next, Unreleased unreleased, TagRelease byTag) {
    return with(next, version -> byTag.push(version, unreleased, next.warnings()));
  }

  /// The release line that the commit came to.
  private static Optional<Work.OnLine> line(StepContext context) {
    return context.run().work() instanceof Work.Build build ? build.line() : Optional.empty();
  }

  /// Goes on, unless our rules say no.
  static <T> Outcome of(Decision<T> decision, Function<T, Outcome> go) {
    return switch (decision) {
      case Decision.Accepted<T>(T value) -> go.apply(value);
      case Decision.Refused<T>(Refusal refusal) -> Outcome.failed(refusal.sentence());
    };
  }

  /// Goes on, if there is something to release.
  static Outcome with(NextVersion next, Function<Version, Outcome> go) {
    return next.refused()
        .map(no -> Outcome.failed(no))
        .or(() -> next.next().map(go))
        .orElseGet(() -> Outcome.succeeded(next.sentence()));
  }
}
