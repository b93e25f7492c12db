package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.SiteState.Current;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.DeploymentTarget.Order;
import dev.signalbox.port.DeploymentTarget.Result;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One attempt to bring an order up at its site. It may be killed at any moment and made again by
/// another server: what it is about to do is recorded before it is done.
///
/// @param beside whether what runs there stays, and this comes up beside it
/// @param now when it was made
/// @param grace how long the old program has to go by itself
record Attempt(
    Sites sites,
    Order order,
    boolean beside,
    Instant now,
    Duration grace,
    HealthCheck health,
    Consumer<String> log,
    BooleanSupplier stopped) {

  private static final Duration TO_LEAVE_THE_PORT = Duration.ofSeconds(5);

  Result run() {
    check();
    return switch (begin()) {
      case Begun.Over(Result result) -> result;
      case Begun.Started(Current current) -> watch(current);
    };
  }

  private sealed interface Begun {

    record Started(Current current) implements Begun {}

    record Over(Result result) implements Begun {}
  }

  /// What cannot be started is found out while the old one still answers.
  private void check() {
    URI anywhere = URI.create("http://127.0.0.1:1");
    HealthCheck.uri(anywhere, order.health());
    order.version().ifPresent(path -> HealthCheck.uri(anywhere, path));
    launch(Path.of("/"), 1);
  }

  /// All that changes the site, under its lock: nobody with a higher fence comes in between.
  private Begun begin() {
    SiteFolder folder = folder();
    try (HostLock _ = folder.lock()) {
      SiteState state = folder.state();
      if (state.isAheadOf(order.fence())) {
        return new Begun.Over(new Result.Overtaken(new Fence(state.fence())));
      }
      SiteState seen = state.seeing(order.fence());
      folder.save(seen);
      Optional<Current> same =
          (beside ? seen.withKey(order.key()) : seen.current())
              .filter(it -> it.key().equals(order.key()) && isGoingOn(it));
      if (same.isPresent()) {
        return new Begun.Started(goOn(seen, same.get().under(order.fence())));
      }
      if (stopped.getAsBoolean()) {
        return new Begun.Over(
            new Result.Failed(
                "The deployment of %s was stopped before it changed anything."
                    .formatted(folder.name())));
      }
      return new Begun.Started(beside ? add(seen) : replace(seen));
    }
  }

  /// Whether it runs, or was about to when its server died.
  private boolean isGoingOn(Current current) {
    return switch (folder().process(current.number()).state()) {
      case State.Absent(), State.Running(Instant _) -> true;
      case State.Exited(int _), State.Vanished() -> false;
    };
  }

  private Current goOn(SiteState state, Current same) {
    log.accept("Goes on with the deployment that was begun on port %d.".formatted(same.port()));
    folder().save(state.goingOn(same));
    start(same);
    return same;
  }

  /// The new one is unpacked while the old one still answers.
  private Current replace(SiteState state) {
    SiteFolder folder = folder();
    int number = unpacked();
    state
        .current()
        .ifPresent(old -> log.accept("Stops %s on port %d.".formatted(old.brief(), old.port())));
    folder.stopAll(grace);

    SiteState placed = withFreePort(state);
    Current next = Current.of(number, order, placed.port().orElseThrow());
    SiteState bringing = placed.bringing(next);
    folder.save(bringing);
    log.accept("Starts %s on port %d.".formatted(next.brief(), next.port()));
    start(next);
    prune(bringing);
    return next;
  }

  /// Everybody else stays as they are.
  private Current add(SiteState state) {
    int number = unpacked();
    SiteState bringing =
        sites.giveOneMore(
            order.site(), state, port -> state.adding(Current.of(number, order, port)));
    Current next = bringing.withKey(order.key()).orElseThrow();
    log.accept("Starts %s on port %d, beside the others.".formatted(next.brief(), next.port()));
    start(next);
    prune(bringing);
    return next;
  }

  /// @return the number of the folder that has the artifact's files now
  private int unpacked() {
    int number = folder().nextNumber();
    Path files = folder().files(number);
    log.accept("Unpacks " + order.digest().brief() + ".");
    Disk.makeFolder(files);
    order.unpack().accept(files);
    return number;
  }

  private SiteState withFreePort(SiteState state) {
    Optional<Integer> had = state.port();
    if (had.isPresent() && Ports.becomesFree(had.get(), TO_LEAVE_THE_PORT)) {
      return state;
    }
    SiteState placed = sites.give(order.site(), state);
    had.ifPresent(port ->
        log.accept(
            "Port %d is taken by another program; from now on it is %d."
                .formatted(port, placed.port().orElseThrow())));
    return placed;
  }

  private void start(Current current) {
    SiteFolder folder = folder();
    folder.process(current.number()).start(launch(folder.files(current.number()), current.port()));
  }

  private Launch launch(Path directory, int port) {
    var environment = new HashMap<>(order.environment());
    environment.put("PORT", Integer.toString(port));
    return new Launch(
        now,
        order.argv(),
        directory,
        environment,
        Launch.Output.theLast(LocalProcesses.OUTPUT_LIMIT));
  }

  /// Old files are no reason to fail.
  private void prune(SiteState state) {
    try {
      folder().prune(state);
    } catch (PortException e) {
      log.accept(e.getMessage());
    }
  }

  private Result watch(Current current) {
    return new Arrival(folder(), current, order, grace, health, log, stopped).await();
  }

  private SiteFolder folder() {
    return sites.at(order.site());
  }
}
