package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.port.DeploymentTarget.Observation;
import dev.signalbox.port.DeploymentTarget.Order;
import dev.signalbox.port.DeploymentTarget.Result;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Deployments that don't come up: each says why, and leaves nothing half running.
class FailingDeploymentsTest extends DeploymentsOnThisMachine {

  @Test
  void a_program_that_ends_early_fails_at_once_with_its_last_words() {
    long begun = System.nanoTime();

    Result result = deploy(shell("first", "echo no database; exit 3"));

    assertThat(result)
        .isEqualTo(
            new Result.Failed(
                "storefront in staging did not come up: it ended with exit code 3 before it was"
                    + " up. It was stopped, and nothing runs there now."));
    assertThat(log).endsWith("no database");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    assertThat(target.observe(STAGING)).isEqualTo(new Observation.Nothing());
  }

  @Test
  void a_program_that_is_not_there_fails_with_the_reason() {
    Result result = deploy(order("first", 1, "v1").running("no-such-program"));

    assertThat(sentence(result)).contains("it ended with exit code 127");
    assertThat(log.getLast()).endsWith("no-such-program: not found");
  }

  @Test
  void a_program_that_never_answers_fails_and_is_stopped() {
    Result result = deploy(shell("first", "exec sleep 300").within(Duration.ofSeconds(1)));

    assertThat(sentence(result))
        .matches(
            "storefront in staging did not come up: after 1 s, http://127.0.0.1:[0-9]+/health does"
                + " not answer \\(connection refused\\)\\. It was stopped, and nothing runs there"
                + " now\\.");
    assertThat(target.observe(STAGING)).isEqualTo(new Observation.Nothing());
    assertThat(Leftovers.heldLocksIn(work)).isEmpty();
  }

  @Test
  void a_program_that_is_never_healthy_fails_and_is_stopped() {
    Result result = deploy(order("first", 1, "v1").withHealth(503).within(Duration.ofSeconds(3)));

    assertThat(sentence(result)).contains("/health answers 503 and not 200.");
    assertThat(log).endsWith("greets as v1");
    assertThat(Leftovers.isAlive(pids().getLast())).isFalse();
  }

  @Test
  void a_program_that_answers_another_version_fails_and_says_which() {
    GivenOrder order =
        order("first", 1, "v2").unpackedBy(GivenOrder.artifact("v1")).within(Duration.ofSeconds(3));

    assertThat(sentence(deploy(order)))
        .contains(
            "/version should answer '\"v2\"' and answers '{\"version\":\"v1\"}' (status 200).");
    assertThat(target.observe(STAGING)).isEqualTo(new Observation.Nothing());
  }

  @Test
  void a_stopped_attempt_ends_as_failed_and_leaves_nothing_running() throws Exception {
    var stopped = new AtomicBoolean();
    Order endless = shell("first", "exec sleep 300").within(Duration.ofMinutes(5)).order();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Result> attempt = threads.submit(() -> target.deploy(endless, log::add, stopped::get));
      await().atMost(LIMIT).until(() -> log.stream().anyMatch(it -> it.startsWith("Not yet: ")));
      stopped.set(true);

      assertThat(sentence(attempt.get()))
          .contains("did not come up: it was stopped before it was up.");
    }
    assertThat(Leftovers.heldLocksIn(work)).isEmpty();
  }

  @Test
  void an_attempt_stopped_before_it_began_leaves_the_old_one_running() {
    URI address = up(deploy(order("first", 1, "v1")));

    Result result = target.deploy(order("second", 2, "v2").order(), log::add, () -> true);

    assertThat(result)
        .isEqualTo(
            new Result.Failed(
                "The deployment of storefront in staging was stopped before it changed anything."));
    assertThat(target.observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
  }

  @Test
  void an_artifact_that_cannot_be_unpacked_leaves_the_old_one_running() {
    URI address = up(deploy(order("first", 1, "v1")));
    GivenOrder unreachable =
        order("second", 2, "v2")
            .unpackedBy(directory -> {
              throw new PortException("The registry does not answer.");
            });

    assertThatThrownBy(() -> deploy(unreachable)).hasMessage("The registry does not answer.");

    assertThat(target.observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
    up(deploy(order("second", 2, "v2")));
    assertThat(versions()).containsExactly("v1", "v2");
  }

  @Test
  void a_failed_deployment_does_not_push_out_the_one_before() {
    up(deploy(order("good", 1, "v1")));
    deploy(shell("bad", "exit 1"));
    deploy(shell("worse", "exit 2"));

    assertThat(Disk.list(work.resolve("storefront/staging/deployments")))
        .map(path -> path.getFileName().toString())
        .containsExactly("1", "3");
  }

  @Test
  void a_damaged_record_is_named_and_nothing_is_changed() throws IOException {
    URI address = up(deploy(order("first", 1, "v1")));
    Path record = work.resolve("storefront/staging/site.json");
    String good = Files.readString(record);
    for (String damage : List.of("", "null", "{\"fence\":", "{}", "{\"fence\":\"x\"}", "\0\0")) {
      Files.writeString(record, damage);

      assertThatThrownBy(() -> deploy(order("second", 2, "v2")))
          .as(damage)
          .isInstanceOf(PortException.class)
          .hasMessageStartingWith(
              "What is known of storefront in staging, " + record + ", is damaged (");
      assertThatThrownBy(() -> target.observe(STAGING)).isInstanceOf(PortException.class);
    }
    assertThat(versions()).containsExactly("v1");
    Files.writeString(record, good);
    assertThat(target.observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
  }

  @Test
  void a_site_with_a_damaged_record_is_taken_down_all_the_same() throws IOException {
    up(deploy(order("first", 1, "v1")));
    Path record = work.resolve("storefront/staging/site.json");
    Files.writeString(record, "rubbish");

    assertThatThrownBy(() -> target.takeDown(STAGING)).isInstanceOf(PortException.class);

    assertThat(Leftovers.heldLocksIn(work)).isEmpty();
    Files.delete(record);
    up(deploy(order("second", 2, "v2")));
  }

  @Test
  void what_cannot_be_started_is_refused_while_the_old_one_runs() {
    URI address = up(deploy(order("first", 1, "v1")));

    assertThatThrownBy(() -> deploy(order("second", 2, "v2").running()))
        .hasMessage("There is no program to start. Name one.");
    assertThatThrownBy(() -> deploy(order("third", 2, "v3").asking("@elsewhere.example/")))
        .hasMessageStartingWith("'@elsewhere.example/' cannot be asked for.");

    assertThat(target.observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
  }
}
