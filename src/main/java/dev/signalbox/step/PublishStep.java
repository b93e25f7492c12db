package dev.signalbox.step;

import dev.signalbox.domain.artifact.ArtifactFact.ArtifactPublished;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.engine.Outcome;
import dev.signalbox.engine.Run;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.StepSpec;
import dev.signalbox.flow.StepSpec.Publish.What;
import dev.signalbox.port.ArtifactRegistry.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `publish`: what the build has made becomes an artifact with a digest, and the digest gets its
/// first names. A commit that has an artifact keeps it: its names never move to another one.
final class PublishStep {

  private final Toolbox tools;

  PublishStep(Toolbox tools) {
    this.tools = tools;
  }

  Outcome execute(StepSpec.Publish publish, StepContext context) {
    ImageName image = publish.image();
    Optional<Outcome> refused = UnknownRegistry.refused(tools.registry(), image.registry());
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<Path> checkout = tools.workspaces().existing(context, context.run().work().commit());
    if (checkout.isEmpty()) {
      return new Outcome.Redo("the checkout with what was built is not on this machine");
    }
    Optional<Path> made = inside(checkout.get(), path(publish.what()));
    if (made.isEmpty()) {
      return Outcome.failed(
          "The build has made no '%s', which the flow wants published."
              .formatted(path(publish.what())));
    }
    List<String> tags = publish.tags().stream().map(t -> t.fill(values(context.run()))).toList();
    Digest digest =
        tools.registry().publish(image, content(publish.what(), made.get(), context.run()));
    for (String tag : tags) {
      Optional<Digest> other =
          tools.registry().resolve(image, tag).filter(there -> !there.equals(digest));
      if (other.isPresent()) {
        return Outcome.failed(
            ("%s has %s already, as %s, and this build made %s. Built once means one artifact a"
                    + " commit: remove that tag from the registry if it is not the true one.")
                .formatted(image, tag, other.get().brief(), digest.brief()));
      }
      context.once(
          "tag-" + tag,
          "%s:%s is %s".formatted(image, tag, digest),
          _ -> tools.registry().resolve(image, tag).map(Digest::text),
          _ -> {
            tools.registry().tag(image, digest, tag);
            return digest.text();
          });
    }
    return Outcome.succeeded(
        "%s@%s".formatted(image, digest.brief()), new ArtifactPublished(image, digest, tags));
  }

  /// What a template may name before there is a version.
  private static Map<String, String> values(Run run) {
    return Map.of("commit", run.work().commit().text(), "service", run.serviceName().text());
  }

  private static Content content(What what, Path made, Run run) {
    return switch (what) {
      case What.Files _ ->
          new Content.Files(
              made,
              Map.of(
                  "org.opencontainers.image.title",
                  run.serviceName().text(),
                  "org.opencontainers.image.revision",
                  run.work().commit().text()));
      case What.Layout _ -> new Content.Layout(made);
    };
  }

  private static String path(What what) {
    return switch (what) {
      case What.Files(String path) -> path;
      case What.Layout(String path) -> path;
    };
  }

  /// The path below the checkout, if it is there and no link leads out of it.
  private static Optional<Path> inside(Path checkout, String path) {
    Path wanted = checkout.resolve(path);
    try {
      return Files.exists(wanted) && wanted.toRealPath().startsWith(checkout.toRealPath())
          ? Optional.of(wanted)
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
