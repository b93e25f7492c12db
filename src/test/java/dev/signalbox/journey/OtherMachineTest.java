package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.journey.DyingJournal.Death;
import dev.signalbox.journey.DyingJournal.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A worker dies, and the next one is on another machine: what the first had on its disk is gone,
/// what its commands did to the world may have happened.
class OtherMachineTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - run: ./tests.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh, probe: ./probe.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy, { verify: ./verify.sh }]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Set<Death> deaths = new HashSet<>();
  private Moment moment = Moment.BEFORE_OUTCOME;
  private String end = "nowhere";
  private final Lives lives =
      new Lives(
          folder,
          journal ->
              new DyingJournal(journal, death -> death.is(moment, end) && deaths.add(death)));
  private final Commanded shop = new Commanded(folder, FLOW);

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_build_that_lost_its_folder_is_done_again_and_ends_in_an_artifact() {
    CommitId commit = shop.file("probe.sh", "").commit("feat: begin");
    ServiceId service = diesAndMoves(Moment.BEFORE_OUTCOME, " run ./build.sh");
    lives.settle(service);

    assertThat(shop.ledger())
        .containsExactly(
            "build " + commit,
            "build " + commit,
            "tests " + commit,
            "deploy " + commit,
            "verify " + commit);
    assertThat(sentences("run-redone")).hasSize(1);
    assertThat(artifact(service, commit)).isPresent();
  }

  @Test
  void a_second_command_that_lost_its_folder_begins_with_the_first() {
    CommitId commit = shop.file("probe.sh", "").commit("feat: begin");
    ServiceId service = diesAndMoves(Moment.AFTER_INTENT, "main.2.0.command");
    lives.settle(service);

    assertThat(shop.ledger("build")).hasSize(2);
    assertThat(shop.ledger("tests")).hasSize(1);
    assertThat(sentences("run-redone"))
        .containsExactly(
            "begins anew: the checkout with what was built so far is not on this machine");
    assertThat(artifact(service, commit)).isPresent();
  }

  @Test
  void an_artifact_that_was_published_already_is_the_same_when_it_is_built_again() {
    CommitId commit = shop.file("probe.sh", "").commit("feat: begin");
    ServiceId service = diesAndMoves(Moment.BEFORE_SETTLED, ".tag-" + commit);
    lives.settle(service);

    assertThat(shop.ledger("build")).hasSize(2);
    assertThat(sentences("artifact-published")).hasSize(1);
    assertThat(shop.ledger("verify")).hasSize(1);
  }

  @Test
  void a_build_that_comes_out_otherwise_the_second_time_is_refused_with_a_sentence() {
    shop.file("probe.sh", "")
        .with("build", "mkdir dist; cat /proc/sys/kernel/random/uuid > dist/id");
    CommitId commit = shop.commit("feat: begin");
    ServiceId service = diesAndMoves(Moment.BEFORE_SETTLED, ".tag-" + commit);
    lives.settle(service);

    assertThat(sentences("run-ended"))
        .singleElement()
        .asString()
        .contains("failed", "has %s already, as ".formatted(commit), "Built once means one");
    assertThat(artifact(service, commit)).isEmpty();
    assertThat(shop.ledger("deploy")).isEmpty();
  }

  @Test
  void a_deployment_that_the_probe_finds_is_not_done_again() {
    CommitId commit = probed("printf '%s\\n' \"$SIGNALBOX_DIGEST\"");
    ServiceId service = diesAndMoves(Moment.BEFORE_SETTLED, ".deploy");
    lives.settle(service);

    assertThat(shop.ledger("deploy")).containsExactly("deploy " + commit);
    assertThat(shop.ledger("verify")).containsExactly("verify " + commit);
    assertThat(sentences("run-ended")).allMatch(s -> s.contains("succeeded"));
  }

  @Test
  void a_deployment_that_the_probe_does_not_find_is_done_again() {
    for (String probe : List.of("echo sha256:other", "exit 1", "printf ''")) {
      CommitId commit = probed(probe);
      ServiceId service = diesAndMoves(Moment.BEFORE_SETTLED, ".deploy");
      lives.settle(service);

      assertThat(shop.ledger("deploy " + commit)).as(probe).hasSize(2);
      assertThat(shop.ledger("verify " + commit)).as(probe).hasSize(1);
      deaths.clear();
    }
  }

  @Test
  void a_probe_that_never_answers_is_given_a_minute() throws Exception {
    CommitId commit = probed("sleep 1000");
    ServiceId service = diesAndMoves(Moment.BEFORE_SETTLED, ".deploy");
    Thread next = Thread.ofPlatform().start(() -> lives.settle(service));
    await().atMost(Duration.ofSeconds(20)).until(() -> !shop.ledger("probe").isEmpty());

    lives.clock().advance(Duration.ofSeconds(61));

    assertThat(next.join(Duration.ofSeconds(30))).isTrue();
    assertThat(shop.ledger("deploy " + commit)).hasSize(2);
    assertThat(shop.ledger("probe")).hasSize(1);
  }

  private CommitId probed(String does) {
    return shop.with("probe", does).commit("feat: a probe that does " + does);
  }

  /// Goes on until a worker dies there, and is on another machine from then on.
  private ServiceId diesAndMoves(Moment when, String where) {
    moment = when;
    end = where;
    ServiceId service =
        lives
            .database()
            .read(tx -> tx.services().named("commanded"))
            .map(row -> row.id())
            .orElseGet(() -> lives.add(shop.remote()));
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .pollInSameThread()
        .until(() -> {
          lives.go(service);
          return !deaths.isEmpty();
        });
    lives.moveTo(folder.resolve("work-" + lives.lived()));
    return service;
  }

  private Optional<Candidate.OfBuild> artifact(ServiceId service, CommitId commit) {
    return lives.database().read(tx -> tx.builds().built(service, commit));
  }

  private List<String> sentences(String kind) {
    return lives.facts(kind).stream().map(FactRecord::sentence).toList();
  }
}
