package dev.signalbox.step;

import dev.signalbox.base.Reason;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.StepContext;
import dev.signalbox.engine.Work;
import dev.signalbox.flow.DeploySpec;
import dev.signalbox.port.DeploymentTarget;
import dev.signalbox.port.DeploymentTarget.Observation;
import dev.signalbox.port.DeploymentTarget.Result;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Brings an artifact up in the run's environment, for a deployment and for a rollback alike: once,
/// and with the fence of the run's turn.
final class Arrival {

  private static final Duration PROBE_WITHIN = Duration.ofMinutes(1);

  private final Toolbox tools;

  Arrival(Toolbox tools) {
    this.tools = tools;
  }

  sealed interface Came {

    record Up(Optional<URI> address) implements Came {}

    record Down(String sentence) implements Came {}

    record NotOurs(Reason reason) implements Came {}

    /// Nobody knows; worth trying again.
    record CutOff(String sentence) implements Came {}
  }

  Came bring(Candidate what, ImageName image, DeploySpec how, String effect, StepContext context) {
    return switch (how) {
      case DeploySpec.AsProcess process -> asProcess(what, image, process, effect, context);
      case DeploySpec.ByCommand command -> byCommand(what, image, command, effect, context);
    };
  }

  private Came asProcess(
      Candidate what,
      ImageName image,
      DeploySpec.AsProcess how,
      String effect,
      StepContext context) {
    Work.Promotion promotion = Promoting.of(context);
    Optional<Came> refused = unknown(image);
    if (refused.isPresent()) {
      return refused.get();
    }
    var site = new DeploymentTarget.Site(context.run().serviceName(), promotion.environment());
    String result =
        context.once(
            effect,
            "%s@%s to %s".formatted(image, what.digest(), promotion.environment()),
            intent -> found(site, intent),
            intent ->
                deploy(order(what, image, how, site, promotion.turn(), intent, context), context));
    return read(result);
  }

  DeploymentTarget.Order order(
      Candidate what,
      ImageName image,
      DeploySpec.AsProcess how,
      DeploymentTarget.Site site,
      Fence turn,
      Intent intent,
      StepContext context) {
    return new DeploymentTarget.Order(
        intent.key(),
        site,
        turn,
        what.digest(),
        how.start().argv(),
        environment(what, image, context),
        how.health(),
        how.version(),
        what.commit().text(),
        how.within(),
        folder -> tools.registry().unpack(image, what.digest(), folder));
  }

  private String deploy(DeploymentTarget.Order order, StepContext context) {
    Result result = tools.processes().deploy(order, context::note, context::stopped);
    context.goOn();
    return switch (result) {
      case Result.Up(URI address) -> "up " + address;
      case Result.Failed(String sentence) -> "down " + sentence;
      case Result.Overtaken(Fence seen) -> "overtaken " + seen;
    };
  }

  private Optional<String> found(DeploymentTarget.Site site, Intent intent) {
    return tools.processes().observe(site) instanceof Observation.Running running
            && running.key().equals(intent.key())
            && running.healthy()
        ? Optional.of("up " + running.address())
        : Optional.empty();
  }

  private Came read(String result) {
    String[] words = result.split(" ", 2);
    return switch (words[0]) {
      case "up" -> new Came.Up(Optional.of(URI.create(words[1])));
      case "overtaken" ->
          new Came.NotOurs(
              Reason.of(
                  "overtaken",
                  "Somebody with a later turn (fence %s) acts in this environment."
                      .formatted(words[1]),
                  "nobody needs to: the later turn counts"));
      default -> new Came.Down(words[1]);
    };
  }

  private Came byCommand(
      Candidate what,
      ImageName image,
      DeploySpec.ByCommand how,
      String effect,
      StepContext context) {
    Path checkout =
        tools
            .workspaces()
            .checkout(context, tools.repositories().of(context.run().service()), what.commit());
    Map<String, String> environment = environment(what, image, context);
    if (happenedUnseen(what, how, effect, checkout, environment, context)) {
      return new Came.Up(Optional.empty());
    }
    Commands.Ending ending =
        tools.commands().run(context, effect, how.command(), checkout, environment, how.within());
    String sentence = "%s %s".formatted(how.command().label(), ending.sentence());
    return switch (ending) {
      case Commands.Ending.Exited(int code) when code == 0 -> new Came.Up(Optional.empty());
      case Commands.Ending.CutOff() -> new Came.CutOff(sentence);
      case Commands.Ending.Exited _, Commands.Ending.OutOfTime _ -> new Came.Down(sentence);
    };
  }

  /// Whether the command was begun in a former life that nobody can tell the end of, and the team's
  /// probe says that its digest is there.
  private boolean happenedUnseen(
      Candidate what,
      DeploySpec.ByCommand how,
      String effect,
      Path checkout,
      Map<String, String> environment,
      StepContext context) {
    if (how.probe().isEmpty()
        || context.intended(effect).isEmpty()
        || tools.commands().underWay(context, effect)) {
      return false;
    }
    return tools
        .commands()
        .asks(context, effect + "-probe", how.probe().get(), checkout, environment, PROBE_WITHIN)
        .equals(what.digest().text());
  }

  private Map<String, String> environment(Candidate what, ImageName image, StepContext context) {
    var values = new TreeMap<>(tools.environment().of(context.run()));
    values.remove("SIGNALBOX_VERSION");
    values.putAll(CommandEnvironment.of(what, image.toString()));
    return values;
  }

  private Optional<Came> unknown(ImageName image) {
    return UnknownRegistry.refused(tools.registry(), image.registry())
        .map(
            refused -> new Came.NotOurs(((dev.signalbox.engine.Outcome.Refused) refused).reason()));
  }
}
