package dev.signalbox.journey;

import dev.signalbox.app.Changes;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.store.Definitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A service that is released by the timetable of one of our flows, with a clock that a test moves.
final class Timetable implements AutoCloseable {

  static final Actor MIA = Actor.unproven("mia");

  private final Path folder = TestDatabase.passableFolder();
  private final TestClock clock;
  private final Lives lives;
  private final Commanded code;
  private final GitRemote functionalTests;
  private ServiceId service = new ServiceId(0);

  Timetable(String flow, Instant begin) {
    clock = TestClock.from(begin);
    lives = new Lives(folder, journal -> journal, clock);
    functionalTests = GitRemote.in(folder.resolve("tests.git"));
    functionalTests.tag(
        "v1.4.0", functionalTests.on("main").file("tests/one", "1").commit("test: one"));
    code =
        new Commanded(
            folder,
            flow.replace(
                "https://git.example/server-syncstorage.git",
                "file://" + functionalTests.folder()));
    code.with(
        "deploy",
        "echo \"$SIGNALBOX_ENVIRONMENT $SIGNALBOX_VERSION\" >> '%s'"
            .formatted(folder.resolve("deployed")));
  }

  static String flow(String name) {
    try {
      return Files.readString(Path.of("flows", name, "signalbox.yaml"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  Lives lives() {
    return lives;
  }

  Changes changes() {
    return new Changes(lives.database(), new Definitions(), clock);
  }

  /// The companion of the fourth flow, released as v1.4.0.
  GitRemote functionalTests() {
    return functionalTests;
  }

  /// The service is put under release, as it is.
  void add() {
    service = lives.add(code.remote());
    lives.settle(service);
  }

  CommitId commit(String message) {
    return code.commit(message, clock.instant());
  }

  CommitId commit(String message, String at) {
    return code.commit(message, Instant.parse(at));
  }

  CommitId breakTheBuild(String message) {
    code.with("build", "exit 2");
    return commit(message);
  }

  CommitId mendTheBuild(String message) {
    code.with("build", "mkdir dist; cp signalbox.yaml dist/");
    return commit(message);
  }

  /// The time goes on, and all that is due then happens.
  void to(String instant) {
    clock.to(Instant.parse(instant));
    lives.settle(service);
  }

  /// The time goes on, and nobody looks.
  void sleepUntil(String instant) {
    clock.to(Instant.parse(instant));
  }

  void settle() {
    lives.settle(service);
  }

  /// A commit that changes a file.
  CommitId change(String path, String text, String message) {
    code.file(path, text);
    return commit(message);
  }

  ServiceId service() {
    return service;
  }

  /// What was deployed, in its order: `uk ALICIA`.
  List<String> deployed() {
    Path file = folder.resolve("deployed");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<String> tags() {
    return code.remote().tags().keySet().stream().toList();
  }

  Optional<CommitId> tag(String name) {
    return Optional.ofNullable(code.remote().tags().get(name));
  }

  EnvironmentPlan plan(String environment) {
    return lives.plan(service, environment);
  }

  Optional<String> there(String environment) {
    return lives.there(service, environment);
  }

  List<Reason> reasons(String environment) {
    return lives.reasons(service, environment);
  }

  List<String> facts(String kind) {
    return lives.facts(kind).stream().map(FactRecord::sentence).toList();
  }

  @Override
  public void close() {
    lives.close();
  }
}
