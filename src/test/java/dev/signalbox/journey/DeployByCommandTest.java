package dev.signalbox.journey;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.fixture.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A team's own command brings its service up. We know what it says by its exit code, and what it
/// leaves behind.
class DeployByCommandTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh, within: 2s }
      environments:
        dev:
          takes: every build
          steps: [deploy, { verify: ./verify.sh }]
          on-failure: [alert, rollback, halt]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final Commanded shop = new Commanded(folder, FLOW);
  private final CommitId good = shop.commit("feat: begin");
  private final ServiceId service = lives.add(shop.remote());

  {
    lives.settle(service);
  }

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_command_that_fails_is_followed_by_the_former_artifact() {
    shop.with("deploy", "echo no room left; exit 3");
    CommitId bad = shop.commit("fix: it does not come up");
    lives.settle(service);

    assertThat(shop.ledger("deploy"))
        .containsExactly("deploy " + good, "deploy " + bad, "deploy " + good);
    assertThat(shop.ledger("verify " + bad)).isEmpty();
    assertThat(there().what().commit()).isEqualTo(good);
    assertThat(there().state()).isEqualTo(new DeploymentState.Good());
    assertThat(sentences("deploy-failed").getLast())
        .isEqualTo("%s did not come up: ./deploy.sh ended with exit code 3".formatted(bad.brief()));
    assertThat(sentences("rolled-back"))
        .containsExactly("rolled back from %s to %s".formatted(bad.brief(), good.brief()));
  }

  @Test
  void a_former_artifact_that_does_not_come_back_is_said_to_be_down() {
    shop.with("deploy", "rm -f '%s'; exit 3".formatted(folder.resolve("up")));
    CommitId bad = shop.commit("fix: it breaks the machine");
    shop.with("deploy", "test -e '%s'".formatted(folder.resolve("up")));
    lives.settle(service);

    CommitId worse = shop.commit("fix: nothing comes up any more");
    lives.settle(service);

    assertThat(there().what().commit()).as(bad + " then " + worse).isEqualTo(good);
    assertThat(sentences("run-ended").getLast()).contains("ended with exit code 1");
  }

  @Test
  void a_command_that_takes_too_long_is_stopped_with_all_it_started() throws IOException {
    Path child = folder.resolve("child");
    shop.with("deploy", "sleep 1000 & echo $! > '%s'; wait".formatted(child));
    CommitId slow = shop.commit("fix: it waits for ever");
    lives.settle(service);

    assertThat(sentences("deploy-failed"))
        .containsExactly(
            "%s did not come up: ./deploy.sh took longer than 2s and was stopped"
                .formatted(slow.brief()));
    gone(Long.parseLong(Files.readString(child).strip()));
    assertThat(there().what().commit()).isEqualTo(good);
  }

  @Test
  void a_command_that_leaves_something_running_is_not_waited_for() throws IOException {
    Path child = folder.resolve("child");
    shop.with("deploy", "sleep 1000 & echo $! > '%s'".formatted(child));
    CommitId daemon = shop.commit("feat: it starts a daemon");
    lives.settle(service);

    assertThat(there().what().commit()).isEqualTo(daemon);
    assertThat(there().state()).isEqualTo(new DeploymentState.Good());
    assertThat(sentences("deploy-failed")).isEmpty();
    ProcessHandle.of(Long.parseLong(Files.readString(child).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void a_command_knows_what_it_deploys_and_by_which_key() throws IOException {
    Path seen = folder.resolve("seen");
    shop.with("deploy", "env | grep ^SIGNALBOX_ | sort > '%s'".formatted(seen));
    CommitId commit = shop.commit("feat: it looks around");
    lives.settle(service);

    assertThat(Files.readAllLines(seen))
        .contains(
            "SIGNALBOX_COMMIT=" + commit,
            "SIGNALBOX_DIGEST=" + there().what().digest(),
            "SIGNALBOX_ENVIRONMENT=dev",
            "SIGNALBOX_IMAGE=embedded/commanded",
            "SIGNALBOX_SERVICE=commanded",
            "SIGNALBOX_IDEMPOTENCY_KEY=%s.main.1.0.deploy".formatted(there().run()))
        .noneMatch(line -> line.startsWith("SIGNALBOX_VERSION="));
  }

  private Deployment there() {
    return lives
        .database()
        .read(tx -> requireNonNull(tx.deployments().newest(service).get(new Slug("dev"))));
  }

  private static void gone(long process) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
  }

  private List<String> sentences(String kind) {
    return lives.facts(kind).stream().map(FactRecord::sentence).toList();
  }
}
