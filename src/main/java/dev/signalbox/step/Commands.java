package dev.signalbox.step;

import dev.signalbox.base.Utc;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.StepContext;
import dev.signalbox.flow.Command;
import dev.signalbox.port.CommandRunner;
import dev.signalbox.port.CommandRunner.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Runs a command of the team's to its end, once: if we died while it ran, it is found again and
/// followed, not started a second time.
final class Commands {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final CommandRunner runner;

  Commands(CommandRunner runner) {
    this.runner = runner;
  }

  /// How a command ended.
  sealed interface Ending {

    record Exited(int code) implements Ending {}

    record OutOfTime(Duration within) implements Ending {}

    /// It is gone and nobody knows how it ended.
    record CutOff() implements Ending {}

    default boolean well() {
      return this instanceof Exited(int code) && code == 0;
    }

    /// What is to be said of the command.
    default String sentence() {
      return switch (this) {
        case Exited(int code) when code == 0 -> "went well";
        case Exited(int code) -> "ended with exit code " + code;
        case OutOfTime(Duration within) ->
            "took longer than %s and was stopped".formatted(Utc.lasting(within));
        case CutOff() -> "was cut off from outside";
      };
    }
  }

  Ending run(
      StepContext context,
      String effect,
      Command command,
      Path directory,
      Map<String, String> environment,
      Duration within) {
    Intent intent = context.intend(effect, command.label());
    if (intent.result().isPresent()) {
      return read(intent.result().get());
    }
    if (runner.state(key(intent)) instanceof State.Vanished) {
      intent = context.intendAgain(intent);
    }
    var values = new TreeMap<>(environment);
    values.put("SIGNALBOX_IDEMPOTENCY_KEY", intent.key());
    runner.start(new CommandRunner.Order(key(intent), command.argv(), directory, values));
    Ending ending = follow(context, key(intent), within);
    if (!(ending instanceof Ending.CutOff)) {
      context.settled(intent, write(ending));
    }
    return ending;
  }

  /// Whether the command was started in a former life, so that its end can be awaited.
  boolean underWay(StepContext context, String effect) {
    return context
        .intended(effect)
        .map(intent ->
            intent.result().isPresent()
                || runner.state(key(intent)) instanceof State.Running
                || runner.state(key(intent)) instanceof State.Exited)
        .orElse(false);
  }

  /// What a command prints on one short line; empty if it does not go well. Asked anew each time,
  /// so it must change nothing.
  String asks(
      StepContext context,
      String name,
      Command command,
      Path directory,
      Map<String, String> environment,
      Duration within) {
    String key = context.key(name) + "." + context.now().toEpochMilli();
    runner.start(new CommandRunner.Order(key, command.argv(), directory, environment));
    try {
      while (runner.state(key) instanceof State.Running(Instant since)
          && Duration.between(since, context.now()).compareTo(within) <= 0) {
        pause(context, key);
      }
      return runner.state(key) instanceof State.Exited(int code) && code == 0
          ? new String(runner.output(key, 0, 4096), StandardCharsets.UTF_8).strip()
          : "";
    } finally {
      runner.stop(key);
      runner.forget(key);
    }
  }

  private Ending follow(StepContext context, String key, Duration within) {
    var output = new CommandOutput(runner, key, context);
    while (true) {
      State state = runner.state(key);
      output.passOn(!(state instanceof State.Running));
      switch (state) {
        case State.Exited(int code) -> {
          return new Ending.Exited(code);
        }
        case State.Vanished(), State.Absent() -> {
          return new Ending.CutOff();
        }
        case State.Running(Instant since) -> {
          if (Duration.between(since, context.now()).compareTo(within) > 0) {
            runner.stop(key);
            output.passOn(true);
            return new Ending.OutOfTime(within);
          }
        }
      }
      pause(context, key);
    }
  }

  private void pause(StepContext context, String key) {
    try {
      context.goOn();
      Thread.sleep(LOOK_EVERY);
    } catch (StepContext.Stopped stopped) {
      if (stopped.abort().isPresent()) {
        runner.stop(key);
      }
      throw stopped;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while following " + key, stopping);
    }
  }

  private static String key(Intent intent) {
    return intent.key() + "." + intent.attempt();
  }

  private static String write(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int code) -> "exit " + code;
      case Ending.OutOfTime(Duration within) -> "time " + within;
      case Ending.CutOff() -> "cut";
    };
  }

  private static Ending read(String result) {
    String[] words = result.split(" ", 2);
    return switch (words[0]) {
      case "exit" -> new Ending.Exited(Integer.parseInt(words[1]));
      case "time" -> new Ending.OutOfTime(Duration.parse(words[1]));
      default -> new Ending.CutOff();
    };
  }
}
