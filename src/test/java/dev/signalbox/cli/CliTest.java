package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Json;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Cli;
import dev.signalbox.fixture.Cli.Said;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The command line in processes of their own: what it prints where, and what it ends with.
class CliTest {

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static final Kiosk KIOSK = Kiosk.in(FOLDER);
  private static TestServer server;
  private static Api api;
  private static Cli cli;

  /// A command, what its exit code has to be, and words that have to be in its text or the names
  /// that have to be in its JSON.
  private record Wish(int exitCode, String command, String expected) {}

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of());
    api = server.api();
    cli = new Cli(api, FOLDER);
    JsonNode added = json(cli.run("add", "kiosk.git", "-o", "json"));
    assertThat(names(added)).containsExactly("name", "webhookSecret");
    Kiosk.rests(api, "staging");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void what_is_looked_at_is_told_in_words() {
    each(
        new Wish(0, "status kiosk", "staging"),
        new Wish(0, "why kiosk dev", "there"),
        new Wish(0, "runs kiosk --environment dev --limit 1", "run_2"),
        new Wish(0, "logs 1 -f", "run_1 succeeded"),
        new Wish(0, "releases kiosk", "v1.0.0"),
        new Wish(0, "audit kiosk --limit 3", "signalbox"),
        new Wish(0, "--help", "Exit codes"),
        new Wish(0, "schema", "\"$schema\""));
  }

  @Test
  void what_is_looked_at_is_json_and_nothing_else_when_that_is_asked_for() {
    eachJson(
        new Wish(
            0, "status kiosk", "service repository branch head trouble trains environments fixes"),
        new Wish(
            0,
            "why kiosk dev",
            "environment there active failed next gates lock decision sentence reasons zone"),
        new Wish(
            0,
            "runs",
            "[id service kind environment what commit subject digest state sentence askedBy why"
                + " definition started ended]"),
        new Wish(0, "logs run_1", "logs last ended"),
        new Wish(0, "effects run_2", "[key content attempt fence intendedAt result settledAt]"),
        new Wish(0, "releases kiosk", "[version tag commit digest made notes]"),
        new Wish(0, "audit", "[seq at actor service environment run kind sentence why data]"));
  }

  @Test
  void a_lock_a_wait_and_a_withdrawal_end_with_their_own_codes() {
    Said locked = cli.run("lock", "kiosk", "production", "--reason", "a fair", "--as", "mia");
    assertThat(locked.exitCode()).as(locked.err()).isZero();
    each(
        new Wish(5, "lock kiosk production --reason mine --as ben", "Locked by mia since"),
        new Wish(2, "promote kiosk production v1.0.0", "Locked by mia since"));
    Said waits = cli.run("promote", "kiosk", "production", "v1.0.0", "-o", "json");
    assertThat(waits.exitCode()).isEqualTo(2);
    assertThat(names(json(waits))).containsExactly("what", "run", "environment");

    assertThat(cli.run("withdraw", "kiosk", "production").exitCode()).isZero();
    Said again = cli.run("withdraw", "kiosk", "production", "-o", "json");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.out()).isEmpty();
    assertThat(Json.mapper().readTree(again.err()).path("status").asInt()).isEqualTo(409);

    Said unlocked = cli.run("unlock", "kiosk", "production", "-o", "json");
    assertThat(unlocked.exitCode()).isZero();
    assertThat(json(unlocked).path("state").asString()).isEqualTo("free");
    Said followed = cli.run("promote", "kiosk", "production", "v1.0.0", "-f");
    assertThat(followed.exitCode()).as(followed.err()).isZero();
    assertThat(followed.out()).contains("succeeded");
  }

  @Test
  void a_run_is_stopped_with_a_reason() {
    KIOSK.shut();
    assertThat(cli.run("promote", "kiosk", "staging", "v1.0.0", "--again").exitCode()).isZero();
    String run = Kiosk.busy(api, "staging");
    Said without = cli.run("abort", run);
    assertThat(without.exitCode()).isEqualTo(64);
    assertThat(without.err()).contains("--reason");
    assertThat(cli.run("abort", run, "--reason", "not today").exitCode()).isZero();
    Said followed = cli.run("logs", run, "-f");
    KIOSK.open();
    assertThat(followed.exitCode()).isEqualTo(1);
    assertThat(followed.out()).contains("aborted");
  }

  @Test
  void what_is_refused_not_there_or_not_understood_has_a_code_each() {
    each(
        new Wish(3, "promote kiosk staging v1.0.0", "v1.0.0 is in staging already."),
        new Wish(4, "status kisok", "Did you mean 'kiosk'?"),
        new Wish(4, "logs run_999", "There is no run_999."),
        new Wish(4, "validate no-such.yaml", "There is no file"),
        new Wish(64, "stauts", "status"),
        new Wish(64, "why kiosk", "ENVIRONMENT"),
        new Wish(64, "status -o xml", "neither text nor json"),
        new Wish(64, "status --server localhost:8080", "localhost:8080"));
  }

  @Test
  void a_wrong_form_of_output_is_told_before_anything_is_done() {
    Said said = cli.run("lock", "kiosk", "dev", "--reason", "x", "-o", "yaml");
    assertThat(said.exitCode()).isEqualTo(64);
    assertThat(api.ask("DELETE", "/services/kiosk/environments/dev/lock", Map.of()).text())
        .contains("It is not locked.");
  }

  @Test
  void a_server_that_does_not_answer_is_told_in_one_sentence() {
    Said said = new Cli(new Api(URI.create("http://127.0.0.1:1"), ""), FOLDER).run("status");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().strip().lines())
        .singleElement()
        .asString()
        .contains("http://127.0.0.1:1", "signalbox serve");
  }

  @Test
  void a_wrong_token_is_told_with_what_to_do() {
    Cli stranger = new Cli(new Api(api.address(), "sbx_wrong"), FOLDER);
    Said said = stranger.run("lock", "kiosk", "dev", "--reason", "x");
    assertThat(said.exitCode()).isEqualTo(3);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("token", "SIGNALBOX_TOKEN").doesNotContain("sbx_wrong");
  }

  private static void each(Wish... wishes) {
    said(Arrays.stream(wishes).map(Wish::command))
        .forEach((command, said) -> {
          Wish wish =
              Arrays.stream(wishes)
                  .filter(w -> w.command().equals(command))
                  .findFirst()
                  .orElseThrow();
          assertThat(said.exitCode()).as("%s: %s", command, said).isEqualTo(wish.exitCode());
          assertThat(said.out() + said.err()).as(command).contains(wish.expected());
          assertThat(said.out() + said.err())
              .as(command)
              .doesNotContain("\u001b", "\tat ", "Exception", "a bug");
          boolean went = wish.exitCode() == 0 || wish.exitCode() == 2;
          assertThat(went ? said.err() : said.out()).as(command).isEmpty();
        });
  }

  private static void eachJson(Wish... wishes) {
    Map<String, Said> all = said(Arrays.stream(wishes).map(w -> w.command() + " -o json"));
    for (Wish wish : wishes) {
      JsonNode answer = json(Objects.requireNonNull(all.get(wish.command() + " -o json")));
      boolean list = wish.expected().startsWith("[");
      assertThat(answer.isArray()).as(wish.command()).isEqualTo(list);
      assertThat(String.join(" ", names(list ? answer.get(0) : answer)))
          .as(wish.command())
          .isEqualTo(wish.expected().replaceAll("[\\[\\]]", ""));
    }
  }

  /// Two at a time, as there are two cores.
  private static Map<String, Said> said(Stream<String> commands) {
    return commands
        .parallel()
        .collect(
            Collectors.toConcurrentMap(
                command -> command, command -> cli.run(command.split(" ", -1))));
  }

  private static JsonNode json(Said said) {
    assertThat(said.err()).isEmpty();
    return Json.mapper().readTree(said.out());
  }

  private static List<String> names(JsonNode object) {
    return new ArrayList<>(object.propertyNames());
  }
}
