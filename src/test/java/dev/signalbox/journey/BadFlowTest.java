package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Cli;
import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Somebody pushes a flow file that can not be read: it is refused where everybody looks, told
/// once, and what was in force stays in force until a push mends it.
class BadFlowTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final TestClock clock = new TestClock();
  private final AlertReceiver receiver = new AlertReceiver(ServerProcess.ALERT_SECRET, clock);
  private final TestDatabase database = TestDatabase.fresh();
  private final TestServer server =
      TestServer.start(
          folder,
          database,
          clock,
          Map.of(
              "alert-webhook",
              receiver.address().toString(),
              "alert-webhook-secret",
              ServerProcess.ALERT_SECRET));
  private final Api api = server.api();
  private final Commanded shop = new Commanded(folder, FLOW);

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  @Test
  void a_flow_that_can_not_be_read_is_refused_and_the_former_stays_in_force() {
    CommitId good = shop.commit("feat: begin");
    api.add(shop.remote().address());
    becomes(() -> inDev(good), true);

    CommitId bad = shop.file("signalbox.yaml", FLOW + "colour: red\n").commit("feat: in colour");
    becomes(() -> api.facts("flow-refused").size(), 1);
    String told = "%s is not built: signalbox.yaml:11:1: 'colour'".formatted(bad.brief());
    assertThat(api.facts("flow-refused").getFirst().path("sentence").asString()).startsWith(told);
    becomes(() -> service("trouble").startsWith(told), true);
    assertThat(Api.send(HttpRequest.newBuilder(api.address())).text()).contains(told);
    assertThat(new Cli(api, folder).run("status").out()).contains(told);

    // What was in force stays in force.
    api.write(
        "POST",
        "/services/commanded/environments/dev/promotions",
        Map.of("what", good.text(), "again", true, "reason", "once more"));
    becomes(() -> shop.ledger("deploy " + good).size(), 2);
    threeMoreLooks();
    assertThat(api.facts("flow-refused")).hasSize(1);
    assertThat(receiver.messages()).hasSize(1);
    assertThat(receiver.messages().getFirst().title())
        .isEqualTo("commanded %s is not built".formatted(bad.brief()));
    assertThat(shop.ledger("build")).containsExactly("build " + good);

    CommitId mended = shop.file("signalbox.yaml", FLOW).commit("fix: no colour");
    becomes(() -> inDev(mended), true);
    becomes(() -> service("trouble"), "");
    assertThat(receiver.messages()).hasSize(1);
  }

  @Test
  void a_flow_file_that_is_gone_or_is_another_services_is_refused_too() {
    CommitId good = shop.commit("feat: begin");
    api.add(shop.remote().address());
    becomes(() -> inDev(good), true);

    shop.remote().on("main").without("signalbox.yaml").commit("chore: who needs it");
    becomes(() -> service("trouble").contains("There is no such file in "), true);

    shop.file("signalbox.yaml", FLOW.replace("service: commanded", "service: other"))
        .commit("chore: another name");
    becomes(() -> service("trouble").contains("The flow is for 'other' now"), true);
    assertThat(api.facts("flow-refused")).hasSize(2);
    assertThat(api.get("/services")).hasSize(1);
  }

  private boolean inDev(CommitId commit) {
    var dev = api.get("/services/commanded/environments/dev");
    return dev.path("there").path("commit").asString("").equals(commit.text())
        && dev.path("there").path("state").asString("").equals("good");
  }

  private String service(String field) {
    return api.get("/services/commanded").path(field).asString("");
  }

  private void threeMoreLooks() {
    for (int look = 0; look < 3; look++) {
      server.advance(Duration.ofSeconds(2));
    }
    server.advance(Duration.ZERO);
  }

  private static <T> void becomes(Callable<T> value, T expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(value.call()).isEqualTo(expected));
  }
}
