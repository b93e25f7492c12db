package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every setting, well and badly said. What is wrong is told in a sentence that names the setting,
/// what was said and what may be said, and never a secret.
class SettingsTest {

  private static final String SECRET = "hunter2hunter2";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> a_good_value_is_taken() {
    return Stream.<Good>of(
            new Good("SIGNALBOX_DATA", "/srv/data", s -> s.data().toString(), "/srv/data"),
            new Good("SIGNALBOX_WORK", "/srv/work", s -> s.work().toString(), "/srv/work"),
            new Good("SIGNALBOX_BIND", "::1", Settings::bind, "::1"),
            new Good("SIGNALBOX_PORT", "0", Settings::port, 0),
            new Good("SIGNALBOX_PORT", " 65535 ", Settings::port, 65_535),
            new Good(
                "SIGNALBOX_DATABASE_URL",
                "postgresql://sb:p%40ss@db.example:5433/signalbox?sslmode=require",
                s -> s.database().orElseThrow(),
                new DatabaseUrl(
                    "jdbc:postgresql://db.example:5433/signalbox?sslmode=require",
                    "sb",
                    new Secret("p@ss"))),
            new Good(
                "SIGNALBOX_DATABASE_URL",
                "jdbc:postgresql://db.example/signalbox?user=sb&password=x",
                s -> s.database().orElseThrow(),
                new DatabaseUrl(
                    "jdbc:postgresql://db.example:5432/signalbox", "sb", new Secret("x"))),
            new Good("SIGNALBOX_TOKEN", "long", s -> s.token().orElseThrow().value(), "long"),
            new Good(
                "SIGNALBOX_EXTERNAL_URL",
                "https://release.example",
                s -> s.external().orElseThrow().toString(),
                "https://release.example"),
            new Good(
                "SIGNALBOX_REGISTRIES",
                "a.example=https://a.example:5000,b=/srv/b",
                s -> s.registries().toString(),
                "{a.example=Http[base=https://a.example:5000, credentials=Optional.empty], b=Folder[root=/srv/b]}"),
            new Good(
                "SIGNALBOX_PROMETHEUS",
                "prod=http://prometheus.example:9090",
                s -> s.prometheus().toString(),
                "{prod=http://prometheus.example:9090}"),
            new Good(
                "SIGNALBOX_JSON_METRICS",
                "apm=https://apm.example/api",
                s -> s.jsonMetrics().toString(),
                "{apm=JsonMetrics[url=https://apm.example/api, token=Optional.empty]}"),
            new Good("SIGNALBOX_POLL", "2m", Settings::poll, Duration.ofMinutes(2)),
            new Good(
                "SIGNALBOX_PASS_ON", "A, B", s -> s.passOn().containsAll(List.of("A", "B")), true),
            new Good("SIGNALBOX_THREADS", "1", Settings::threads, 1))
        .map(good ->
            DynamicTest.dynamicTest(
                good.name() + "=" + good.said(),
                () ->
                    assertThat(good.value().apply(good(Map.of(good.name(), good.said()))))
                        .isEqualTo(good.means())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SIGNALBOX_PORT          | 65536                    | a number from 0 to 65535
          SIGNALBOX_PORT          | -1                       | a number from 0 to 65535
          SIGNALBOX_PORT          | http                     | a number from 0 to 65535
          SIGNALBOX_THREADS       | 0                        | a number from 1 to 1000
          SIGNALBOX_THREADS       | 1e3                      | a number from 1 to 1000
          SIGNALBOX_POLL          | often                    | a duration such as 5s or 2m
          SIGNALBOX_POLL          | 0s                       | a duration such as 5s or 2m
          SIGNALBOX_POLL          | -5s                      | a duration such as 5s or 2m
          SIGNALBOX_EXTERNAL_URL  | release.example          | an http or https URL
          SIGNALBOX_EXTERNAL_URL  | ftp://release.example    | an http or https URL
          SIGNALBOX_EXTERNAL_URL  | https://release example  | an http or https URL
          SIGNALBOX_REGISTRIES    | registry.example         | NAME=VALUE
          SIGNALBOX_REGISTRIES    | =https://x.example       | NAME=VALUE
          SIGNALBOX_REGISTRIES    | a=https://a.example/v2   | a host and perhaps a port
          SIGNALBOX_REGISTRIES    | a=https://               | a host and perhaps a port
          SIGNALBOX_REGISTRIES    | a=http://a b             | a host and perhaps a port
          SIGNALBOX_REGISTRIES    | nothing=                 | NAME=VALUE
          SIGNALBOX_PROMETHEUS    | prod                     | NAME=VALUE
          SIGNALBOX_PROMETHEUS    | prod=prometheus:9090     | an http or https URL
          SIGNALBOX_PROMETHEUS    | prod=http://:9090        | an http or https URL
          SIGNALBOX_ALERT_WEBHOOK | hooks.example            | an http or https URL
          """)
  void a_bad_value_is_told_in_one_sentence(String name, String value, String allowed) {
    List<String> told =
        told(Map.of(name, value, "SIGNALBOX_ALERT_WEBHOOK_SECRET", "whsec_" + "a".repeat(32)));
    assertThat(told).filteredOn(t -> t.startsWith(name + ": ")).hasSize(1);
    String said = value.replaceFirst("^(a|prod)=(?=.)", "");
    assertThat(told.getFirst()).contains("'" + said + "'", allowed).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNALBOX_DATABASE_URL, postgresql://sb:hunter2hunter2@db example/x",
    "SIGNALBOX_DATABASE_URL, mysql://sb:hunter2hunter2@db.example/x",
    "SIGNALBOX_REGISTRIES, a=https://me:hunter2hunter2@a.example",
    "SIGNALBOX_PROMETHEUS, a=htp://me:hunter2hunter2@a.example",
    "SIGNALBOX_JSON_METRICS, a=htp://me:hunter2hunter2@a.example",
    "SIGNALBOX_JSON_METRICS_TOKENS, hunter2hunter2",
    "SIGNALBOX_JSON_METRICS_TOKENS, apm=hunter2hunter2",
    "SIGNALBOX_JSON_METRICS_TOKENS, apm=hunter2 hunter2hunter2",
    "SIGNALBOX_EXTERNAL_URL, htp://me:hunter2hunter2@a.example",
    "SIGNALBOX_ALERT_WEBHOOK, htp://me:hunter2hunter2@hooks.example/x",
    "SIGNALBOX_ALERT_WEBHOOK, htp://hooks.example/services/hunter2hunter2",
    "SIGNALBOX_TAG_SIGNING_KEY, hunter2hunter2",
    "SIGNALBOX_ALERT_WEBHOOK_SECRET, hunter2hunter2"
  })
  void a_secret_is_never_told(String name, String value) {
    var environment = new HashMap<>(Map.of(name, value));
    environment.putIfAbsent("SIGNALBOX_ALERT_WEBHOOK", "https://hooks.example");
    assertThat(told(environment)).isNotEmpty().noneMatch(told -> told.contains(SECRET));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(told(Map.of("SIGNALBOX_PORT", "x", "SIGNALBOX_POLL", "x", "SIGNALBOX_THREADS", "x")))
        .hasSize(3);
  }

  @Test
  void a_flag_is_stronger_than_a_variable_and_a_variable_than_its_file() throws IOException {
    Path file = Files.writeString(folder.resolve("port"), "3\n");
    var environment = new HashMap<>(Map.of("SIGNALBOX_PORT_FILE", file.toString()));
    assertThat(good(environment).port()).isEqualTo(3);
    environment.put("SIGNALBOX_PORT", "2");
    assertThat(good(environment).port()).isEqualTo(2);
    assertThat(accepted(Settings.read(Map.of("port", "1"), environment)).port()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    String file = folder.resolve("nothing").toString();
    assertThat(told(Map.of("SIGNALBOX_TOKEN_FILE", file)))
        .containsExactly("SIGNALBOX_TOKEN_FILE: %s can not be read.".formatted(file));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNALBOX_PROT, SIGNALBOX_PORT",
    "SIGNALBOX_REGISTRY, SIGNALBOX_REGISTRIES",
    "SIGNALBOX_TOKEN_FIEL, SIGNALBOX_TOKEN_FILE",
    "SIGNALBOX_DATABASEURL_FILE, SIGNALBOX_DATABASE_URL_FILE"
  })
  void a_setting_that_does_not_exist_is_answered_with_the_one_that_was_meant(
      String written, String meant) {
    assertThat(told(Map.of(written, "1")))
        .singleElement()
        .asString()
        .startsWith(written + ": ")
        .contains("Did you mean " + meant + "?");
  }

  @Test
  void a_setting_of_no_likeness_is_answered_with_all_there_are() {
    assertThat(told(Map.of("SIGNALBOX_FAVOURITE_COLOUR", "red")))
        .singleElement()
        .asString()
        .contains("SIGNALBOX_DATA, ", "SIGNALBOX_WORK");
  }

  @Test
  void what_the_command_line_reads_is_no_mistake_of_the_servers() {
    good(Map.of("SIGNALBOX_URL", "http://127.0.0.1:1", "SIGNALBOX_AS", "mia"));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::", "192.0.2.1", "release.example", "127.0.0.1.example.org"})
  void others_reach_the_server_only_if_it_has_a_token_that_somebody_knows(String address) {
    assertThat(told(Map.of("SIGNALBOX_BIND", address)))
        .singleElement()
        .asString()
        .contains(address, "SIGNALBOX_TOKEN");
    good(Map.of("SIGNALBOX_BIND", address, "SIGNALBOX_TOKEN", "a long random text"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not there           |
          not JSON            | auths: {}
          a list              | []
          no login            | {"auths":{"a":{"auth":"bm9jb2xvbg=="}}}
          no base64           | {"auths":{"a":{"auth":"%%%"}}}
          """)
  void a_bad_file_of_registry_logins_is_told(String how, String content) throws IOException {
    Path file = folder.resolve("logins.json");
    if (content != null) {
      Files.writeString(file, content);
    }
    assertThat(told(Map.of("SIGNALBOX_REGISTRY_LOGINS", file.toString())))
        .as(how)
        .singleElement()
        .asString()
        .startsWith("SIGNALBOX_REGISTRY_LOGINS: ")
        .contains(file.toString(), "config.json");
  }

  @Test
  void a_folder_that_can_not_be_written_is_told_when_the_server_starts() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(start(Map.of("data", file.resolve("data").toString())))
        .startsWith("The folder " + file.resolve("data") + " can not be written")
        .contains("--data");
  }

  @Test
  void an_address_that_is_taken_or_not_ours_is_told_when_the_server_starts() throws IOException {
    var flags = new HashMap<>(TestServer.settings(folder, TestDatabase.fresh()));
    flags.put("token", "a long random text");
    flags.put("bind", "192.0.2.1");
    assertThat(start(flags)).contains("no such address", "--bind");
    flags.put("bind", "no.such.host.invalid");
    assertThat(start(flags)).contains("no such address", "--bind");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      flags.put("bind", "127.0.0.1");
      flags.put("port", Integer.toString(taken.getLocalPort()));
      assertThat(start(flags)).contains("The port is taken", "--port");
    }
  }

  private record Good(String name, String said, Function<Settings, Object> value, Object means) {}

  private static Settings good(Map<String, String> environment) {
    return accepted(Settings.read(Map.of(), environment));
  }

  private static Settings accepted(Decision<Settings> decision) {
    return switch (decision) {
      case Decision.Accepted<Settings>(Settings settings) -> settings;
      case Decision.Refused<Settings>(Refusal refusal) ->
          throw new AssertionError(refusal.sentence());
    };
  }

  private static List<String> told(Map<String, String> environment) {
    return switch (Settings.read(Map.of(), environment)) {
      case Decision.Accepted<Settings>(Settings settings) -> throw new AssertionError(settings);
      case Decision.Refused<Settings>(Refusal refusal) ->
          refusal.reasons().stream().map(Reason::sentence).toList();
    };
  }

  /// What the server says that cannot start.
  private static String start(Map<String, String> flags) {
    Settings settings = accepted(Settings.read(flags, Map.of()));
    try (Server server = new Wiring(settings, Map.of(), Clock.systemUTC()).start()) {
      throw new AssertionError("it started at " + server.address());
    } catch (RuntimeException cannot) {
      return Startup.sentence(cannot);
    }
  }
}
