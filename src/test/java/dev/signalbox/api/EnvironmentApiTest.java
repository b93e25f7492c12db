package dev.signalbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Api.Answer;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Locks and promotions as several people ask for them at once.
class EnvironmentApiTest {

  private static final String KIOSK_AT = "/services/kiosk/environments/";
  private static final int CROWD = 20;

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static final Kiosk KIOSK = Kiosk.in(FOLDER);
  private static TestServer server;
  private static Api api;

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of());
    api = server.api();
    api.add(KIOSK.remote().address());
    Kiosk.rests(api, "staging");
  }

  @AfterEach
  void letEverybodyThrough() {
    KIOSK.open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void a_lock_that_is_held_says_by_whom_since_when_and_who_can_clear_it() {
    api.as("mia").write("PUT", lock("production"), Map.of("reason", "the press is here"));
    Answer answer = api.as("ben").ask("PUT", lock("production"), Map.of("reason", "mine"));

    ApiTest.isProblem(answer, 423);
    JsonNode reason = answer.json().path("reasons").path(0);
    assertThat(reason.path("code").asString()).isEqualTo("locked");
    assertThat(reason.path("sentence").asString())
        .matches("Locked by mia since 20[0-9-]+ [0-9:]+ UTC: the press is here");
    assertThat(reason.path("clearedBy").asString()).isEqualTo("mia, or anyone who may unlock");
    assertThat(reason.path("opensAt").isNull()).isTrue();

    // The same person may say it again; another may unlock, and it is written down who did.
    api.as("mia").write("PUT", lock("production"), Map.of("reason", "still here", "lasting", "2h"));
    assertThat(
            api.as("ben")
                .write("DELETE", lock("production"), Map.of("reason", "they have left"))
                .path("state")
                .asString())
        .isEqualTo("free");
    JsonNode fact = api.facts("lock-released").getLast();
    assertThat(fact.path("actor").path("name").asString()).isEqualTo("ben");
    assertThat(fact.path("why").asString()).isEqualTo("they have left");
    assertThat(fact.path("sentence").asString()).contains("mia");
  }

  @Test
  void what_is_not_locked_can_not_be_unlocked() {
    Answer answer = api.ask("DELETE", lock("dev"), Map.of());
    ApiTest.isProblem(answer, 409);
    assertThat(detail(answer)).isEqualTo("It is not locked.");
  }

  @Test
  void a_lock_that_a_run_holds_can_neither_be_taken_nor_opened() {
    KIOSK.shut();
    api.write("POST", promotions("staging"), Map.of("what", "v1.0.0", "again", true));
    String run = Kiosk.busy(api, "staging");
    for (Answer answer :
        List.of(
            api.ask("PUT", lock("staging"), Map.of("reason", "mine")),
            api.ask("DELETE", lock("staging"), Map.of()))) {
      ApiTest.isProblem(answer, 423);
      assertThat(detail(answer)).startsWith("The lock is held by " + run);
      assertThat(answer.json().path("reasons").path(0).path("clearedBy").asString())
          .contains("signalbox abort " + run);
    }
    KIOSK.open();
    Kiosk.rests(api, "staging");
  }

  @Test
  void a_crowd_that_asks_for_the_same_promotion_starts_it_once() throws Exception {
    int before = api.runs(_ -> true).size();
    int asked = api.facts("promotion-requested").size();
    KIOSK.shut();
    List<Answer> answers =
        atOnce(
            () -> api.ask("POST", promotions("staging"), Map.of("what", "v1.0.0", "again", true)));
    KIOSK.open();

    assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(a -> a.status() != 200)
        .hasSize(CROWD - 1)
        .allSatisfy(answer -> {
          ApiTest.isProblem(answer, 409);
          assertThat(detail(answer)).contains("takes v1.0.0 to staging already");
        });
    Kiosk.rests(api, "staging");
    assertThat(api.runs(_ -> true)).hasSize(before + 1);
    assertThat(api.facts("promotion-requested")).hasSize(asked + 1);
  }

  @Test
  void a_crowd_that_asks_for_what_has_to_wait_leaves_one_request() throws Exception {
    api.write("PUT", lock("production"), Map.of("reason", "not now"));
    atOnce(() -> api.ask("POST", promotions("production"), Map.of("what", "v1.0.0")))
        .forEach(answer -> {
          assertThat(answer.status()).as(answer.text()).isEqualTo(200);
          assertThat(answer.json().path("run").isNull()).isTrue();
        });
    api.write("DELETE", promotions("production"), Map.of("reason", "never mind"));
    Answer again = api.ask("DELETE", promotions("production"), Map.of());
    ApiTest.isProblem(again, 409);
    assertThat(detail(again)).contains("Nobody has asked for anything in production");
    api.write("DELETE", lock("production"), Map.of());
    assertThat(api.get(KIOSK_AT + "production").path("there").isNull()).isTrue();
  }

  @Test
  void a_crowd_that_takes_the_same_lock_leaves_one_holder() throws Exception {
    List<Answer> answers = new ArrayList<>();
    var names = new java.util.concurrent.atomic.AtomicInteger();
    answers.addAll(
        atOnce(() ->
            api.as("person " + names.incrementAndGet())
                .ask("PUT", lock("dev"), Map.of("reason", "me first"))));
    assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(a -> a.status() == 423).hasSize(CROWD - 1);
    api.write("DELETE", lock("dev"), Map.of());
  }

  @Test
  void what_can_not_be_promoted_is_refused_with_a_sentence() {
    refused("staging", Map.of("what", "v9.9.9"), 404, "kiosk has no release 'v9.9.9'.");
    refused("staging", Map.of("what", "../../etc/passwd"), 404, "kiosk has no release");
    refused("dev", Map.of("what", "deadbeef"), 404, "kiosk has no built commit 'deadbeef'.");
    refused("staging", Map.of("what", "v1.0.0"), 409, "v1.0.0 is in staging already.");
    refused("dev", Map.of(), 409, "To take one again, name it.");
  }

  @Test
  void a_run_that_has_ended_can_not_be_stopped() {
    Answer answer = api.ask("POST", "/runs/run_1/abort", Map.of("reason", "too late"));
    ApiTest.isProblem(answer, 409);
    assertThat(detail(answer)).startsWith("run_1 has ended already:");
    ApiTest.isProblem(api.ask("POST", "/runs/run_1/abort", Map.of()), 400);
  }

  private static void refused(
      String environment, Map<String, ?> wish, int status, String sentence) {
    Answer answer = api.ask("POST", promotions(environment), wish);
    ApiTest.isProblem(answer, status);
    assertThat(detail(answer)).contains(sentence);
  }

  private interface Wish {
    Answer make();
  }

  private static List<Answer> atOnce(Wish wish) throws InterruptedException, ExecutionException {
    var go = new CountDownLatch(1);
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> asked = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        asked.add(
            crowd.submit(() -> {
              go.await();
              return wish.make();
            }));
      }
      go.countDown();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : asked) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  private static String lock(String environment) {
    return KIOSK_AT + environment + "/lock";
  }

  private static String promotions(String environment) {
    return KIOSK_AT + environment + "/promotions";
  }

  private static String detail(Answer answer) {
    return answer.json().path("detail").asString();
  }
}
