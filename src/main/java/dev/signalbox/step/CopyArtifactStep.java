package dev.signalbox.step;

import dev.signalbox.domain.artifact.ArtifactFact.ArtifactCopied;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import java.util.Optional;

/// `copy-artifact`: the same bytes under the same digest in another registry, with the release's
/// version as their name there. Later steps of the run take it from there.
final class CopyArtifactStep {

  private final Toolbox tools;

  CopyArtifactStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.CopyArtifact step, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    ImageName from = promotion.image();
    ImageName to = step.to();
    Digest digest = promotion.what().digest();
    Optional<Outcome> refused =
        UnknownRegistry.refused(tools.registry(), from.registry())
            .or(() -> UnknownRegistry.refused(tools.registry(), to.registry()));
    if (refused.isPresent()) {
      return refused.get();
    }
    context.once(
        "copy",
        "%s to %s@%s".formatted(from, to, digest),
        _ -> tools.registry().has(to, digest) ? Optional.of(digest.text()) : Optional.empty(),
        _ -> {
          tools.registry().copy(from, to, digest);
          return digest.text();
        });
    return promotion
        .what()
        .version()
        .flatMap(
            version -> new NameArtifactStep(tools).name(to, digest, version.toString(), context))
        .orElseGet(() ->
            Outcome.succeeded(
                "%s@%s".formatted(to, digest.brief()), new ArtifactCopied(from, to, digest)));
  }
}
