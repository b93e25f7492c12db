package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.HealthCheck.Answer;
import dev.signalbox.adapter.process.SiteState.Current;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.DeploymentTarget.Order;
import dev.signalbox.port.DeploymentTarget.Result;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What was started is watched until it is up, or has failed. The site is not locked meanwhile, so
/// that somebody with a higher fence need not wait; we look for one as often as for an answer.
record Arrival(
    SiteFolder folder,
    Current current,
    Order order,
    Duration grace,
    HealthCheck health,
    Consumer<String> log,
    BooleanSupplier stopped) {

  private static final Duration PACE = Duration.ofMillis(100);
  private static final int LINES_SHOWN = 20;

  /// Returns when it is up, or can no longer come up, or has had its time.
  Result await() {
    LastingProcess process = process();
    String said = "";
    var wait = new Wait(order.within(), PACE);
    do {
      Optional<Result> lost = lost(folder.state());
      if (lost.isPresent()) {
        return lost.get();
      }
      Optional<String> end = end(process.state());
      if (end.isPresent()) {
        return fail(end.get());
      }
      if (stopped.getAsBoolean()) {
        return fail("it was stopped before it was up");
      }
      switch (answer()) {
        case Answer.Good() when process.state() instanceof State.Running -> {
          log.accept("It is up at %s.".formatted(current.address()));
          return new Result.Up(current.address());
        }
        case Answer.Good() -> {} // it ended just now: somebody else answered
        case Answer.NotGood(String sentence) -> {
          if (!sentence.equals(said)) {
            log.accept("Not yet: " + sentence + ".");
          }
          said = sentence;
        }
      }
    } while (wait.more());
    String late = "after %s, %s".formatted(Wait.inWords(order.within()), said);
    return fail(end(process.state()).orElse(late));
  }

  private Answer answer() {
    URI address = current.address();
    return switch (health.isUp(address, order.health())) {
      case Answer.NotGood no -> no;
      case Answer.Good good ->
          order.version().map(path -> health.names(address, path, order.expected())).orElse(good);
    };
  }

  /// Why it cannot come up any more.
  private static Optional<String> end(State state) {
    return switch (state) {
      case State.Exited(int code) ->
          Optional.of("it ended with exit code %d before it was up".formatted(code));
      case State.Vanished() -> Optional.of("it was killed before it was up");
      case State.Absent(), State.Running(Instant _) -> Optional.empty();
    };
  }

  /// Nothing half running is left behind; unless it is no longer ours to stop.
  private Result fail(String why) {
    LastingProcess process = process();
    try (HostLock _ = folder.lock()) {
      SiteState state = folder.state();
      Optional<Result> lost = lost(state);
      if (lost.isPresent()) {
        return lost.get();
      }
      process.stop(grace);
      folder.save(state.failing(current.number()));
    }
    process.lastLines(LINES_SHOWN).forEach(log);
    return new Result.Failed(
        "%s did not come up: %s. It was stopped, and nothing runs there now."
            .formatted(folder.name(), why));
  }

  /// Somebody else acts here now, and what we would do is no longer wanted.
  private Optional<Result> lost(SiteState state) {
    if (state.isAheadOf(order.fence())) {
      return Optional.of(new Result.Overtaken(new Fence(state.fence())));
    }
    return state.isAt(current.number())
        ? Optional.empty()
        : Optional.of(
            new Result.Failed(
                "What was to come up as %s was replaced or taken down by somebody else."
                    .formatted(folder.name())));
  }

  private LastingProcess process() {
    return folder.process(current.number());
  }
}
