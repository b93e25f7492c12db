package dev.signalbox.step;

import dev.signalbox.domain.artifact.ArtifactFact.ArtifactNamed;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.StepSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `name-artifact`: the digest that exists gets one more name. Nothing is built, nothing is moved.
final class NameArtifactStep {

  private final Toolbox tools;

  NameArtifactStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.NameArtifact step, StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    String name = step.name().fill(values(context, promotion));
    return name(promotion.image(), promotion.what().digest(), name, context)
        .orElseGet(() ->
            Outcome.succeeded(
                "%s:%s is %s".formatted(promotion.image(), name, promotion.what().digest().brief()),
                new ArtifactNamed(promotion.image(), promotion.what().digest(), name)));
  }

  /// Gives the name, unless another digest has it.
  ///
  /// @return why not
  Optional<Outcome> name(ImageName image, Digest digest, String name, StepContext context) {
    Optional<Outcome> refused = UnknownRegistry.refused(tools.registry(), image.registry());
    if (refused.isPresent()) {
      return refused;
    }
    Optional<Digest> other =
        tools.registry().resolve(image, name).filter(there -> !there.equals(digest));
    if (other.isPresent()) {
      return Optional.of(
          Outcome.failed(
              ("%s:%s is another artifact already, %s; this one is %s. A name never moves: remove it"
                      + " from the registry if it is wrong.")
                  .formatted(image, name, other.get().brief(), digest.brief())));
    }
    context.once(
        "tag-" + name,
        "%s:%s is %s".formatted(image, name, digest),
        _ -> tools.registry().resolve(image, name).filter(digest::equals).map(Digest::text),
        _ -> {
          tools.registry().tag(image, digest, name);
          return digest.text();
        });
    return Optional.empty();
  }

  private static Map<String, String> values(StepContext context, Work.Promotion promotion) {
    var values = new TreeMap<String, String>();
    values.put("commit", promotion.commit().text());
    values.put("service", context.run().serviceName().text());
    promotion.what().version().ifPresent(v -> values.put("version", v.toString()));
    return values;
  }
}
