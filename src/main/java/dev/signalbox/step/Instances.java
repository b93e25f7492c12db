package dev.signalbox.step;

import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.DeploySpec;
import dev.signalbox.port.DeploymentTarget;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.DeploymentTarget.Result;
import dev.signalbox.port.DeploymentTarget.Site;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The instances of a version that a step brings up beside whatever runs there already: each once,
/// under a key of its own, and with the fence of the run's turn.
final class Instances {

  private static final String EFFECT = "instance-";

  private final Toolbox tools;
  private final StepContext context;
  private final Candidate what;
  private final ImageName image;
  private final DeploySpec.AsProcess how;
  private final Site site;
  private final Fence turn;

  Instances(
      Toolbox tools,
      StepContext context,
      Candidate what,
      ImageName image,
      DeploySpec.AsProcess how) {
    Work.Promotion promotion = Promoting.of(context);
    this.tools = tools;
    this.context = context;
    this.what = what;
    this.image = image;
    this.how = how;
    this.site = new Site(context.run().serviceName(), promotion.environment());
    this.turn = promotion.turn();
  }

  sealed interface Standing {

    record Up() implements Standing {}

    /// It did not come up, or did not stay up.
    record Down(String sentence) implements Standing {}

    /// Somebody with a later turn acts here.
    record NotOurs(Fence seen) implements Standing {}
  }

  /// Sees to it that so many are up, as far as they were not ordered before.
  Standing bring(int number) {
    for (int i = 1; i <= number; i++) {
      Standing standing = bringOne(i);
      if (!(standing instanceof Standing.Up)) {
        return standing;
      }
    }
    return standing(number);
  }

  /// Whether so many still run.
  Standing standing(int number) {
    List<String> running = ours().stream().map(Instance::key).toList();
    for (int i = 1; i <= number; i++) {
      if (!running.contains(context.key(EFFECT + i))) {
        return new Standing.Down("instance %d of %s ended by itself".formatted(i, what.label()));
      }
    }
    return new Standing.Up();
  }

  private Standing bringOne(int number) {
    String effect = EFFECT + number;
    String result =
        context.once(
            effect,
            "%s@%s beside others in %s".formatted(image, what.digest(), site.environment()),
            _ -> Optional.empty(),
            this::add);
    String[] words = result.split(" ", 2);
    return switch (words[0]) {
      case "up" -> new Standing.Up();
      case "overtaken" -> new Standing.NotOurs(new Fence(Long.parseLong(words[1])));
      default -> new Standing.Down(words[1]);
    };
  }

  /// The same key again goes on with what was begun, so trying again needs no probe.
  private String add(Intent intent) {
    DeploymentTarget.Order order =
        new Arrival(tools).order(what, image, how, site, turn, intent, context);
    Result result = tools.processes().add(order, context::note, context::stopped);
    context.goOn();
    return switch (result) {
      case Result.Up(URI address) -> "up " + address;
      case Result.Failed(String sentence) -> "down " + sentence;
      case Result.Overtaken(Fence seen) -> "overtaken " + seen.value();
    };
  }

  /// Those of this version that run, in the order they were ordered in.
  List<Instance> ours() {
    return tools.processes().instances(site).stream().filter(this::isOurs).toList();
  }

  /// All others that run there.
  List<Instance> others() {
    return tools.processes().instances(site).stream().filter(one -> !isOurs(one)).toList();
  }

  private boolean isOurs(Instance instance) {
    return instance.key().startsWith(context.key(EFFECT));
  }

  /// Ends the others.
  ///
  /// @return the fence of whoever acts there now, if it is higher
  Optional<Fence> keepOurs() {
    return keep(ours());
  }

  /// Ends these, and leaves the others.
  Optional<Fence> keepOthers() {
    return keep(others());
  }

  private Optional<Fence> keep(List<Instance> those) {
    Set<String> keys = those.stream().map(Instance::key).collect(Collectors.toSet());
    return tools.processes().keepOnly(site, turn, keys);
  }

  static List<URI> addresses(List<Instance> instances) {
    return instances.stream().map(Instance::address).toList();
  }
}
