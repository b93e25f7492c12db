package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.DeploymentTarget.Observation;
import dev.signalbox.port.DeploymentTarget.Result;
import dev.signalbox.port.DeploymentTarget.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A target in a folder of its own, and what a test asks of it.
abstract class DeploymentsOnThisMachine {

  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T08:00:00Z"));
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Site STAGING = GivenOrder.STAGING;
  private static final Duration GRACE = Duration.ofSeconds(2);

  @TempDir Path temporary;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  Path work;
  Path ledger;
  LocalProcesses target;

  @BeforeEach
  void begin() {
    work = temporary.resolve("work");
    ledger = temporary.resolve("ledger");
    target = server();
  }

  @AfterEach
  void everything_is_taken_down_and_nothing_is_left() {
    server().takeDownAll();
    Leftovers.expectNoneIn(work);
  }

  final LocalProcesses server() {
    return new LocalProcesses(work, CLOCK, GRACE);
  }

  final Result deploy(GivenOrder given) {
    return target.deploy(given.order(), log::add, () -> false);
  }

  final GivenOrder order(String key, long fence, String version) {
    return new GivenOrder(ledger, key, fence, version);
  }

  final GivenOrder shell(String key, String script) {
    return order(key, 1, "v1").running("sh", "-c", script);
  }

  static Observation running(String key, long fence, String version, URI address) {
    return new Observation.Running(
        key, GivenOrder.digest(version), new Fence(fence), address, true);
  }

  static URI up(Result result) {
    assertThat(result).isInstanceOf(Result.Up.class);
    return ((Result.Up) result).address();
  }

  static String sentence(Result result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    return ((Result.Failed) result).sentence();
  }

  final List<String> versions() {
    return ledgerColumn(1);
  }

  final List<Long> pids() {
    return ledgerColumn(0).stream().map(Long::valueOf).toList();
  }

  final List<String> ledgerColumn(int column) {
    return Disk.read(ledger)
        .orElse("")
        .lines()
        .map(line -> List.of(line.split(" ", -1)).get(column))
        .toList();
  }
}
