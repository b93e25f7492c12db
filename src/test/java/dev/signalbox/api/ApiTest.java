package dev.signalbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Api.Answer;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whatever comes in at the API's door, what goes out is an answer or a problem in words, never a
/// stack trace.
class ApiTest {

  private static final String STAGING = "/services/kiosk/environments/staging";
  private static final List<String> WRITES =
      List.of(
          "POST /services",
          "POST " + STAGING + "/promotions",
          "DELETE " + STAGING + "/promotions",
          "PUT " + STAGING + "/lock",
          "DELETE " + STAGING + "/lock",
          "POST /runs/run_1/abort");

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

  @AfterAll
  static void close() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> every_write_needs_the_token() {
    return WRITES.stream()
        .map(write ->
            DynamicTest.dynamicTest(
                write,
                () -> {
                  String[] parts = write.split(" ", 2);
                  for (String proof : List.of("", "Bearer sbx_wrong", "Basic c2J4Og==", "Bearer")) {
                    HttpRequest.Builder request = json(parts[0], parts[1], "{\"reason\":\"x\"}");
                    if (!proof.isEmpty()) {
                      request.header("Authorization", proof);
                    }
                    Answer answer = Api.send(request);
                    isProblem(answer, 401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Bearer");
                    assertThat(answer.text()).contains("token").doesNotContain("sbx_");
                  }
                }));
  }

  @Test
  void whoever_reaches_this_machine_may_look() {
    for (String path :
        List.of("/services", "/services/kiosk", STAGING, "/runs", "/runs/run_1", "/facts")) {
      Answer answer = Api.send(HttpRequest.newBuilder(at(path)));
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/json");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /services/kisok                                | kiosk
          GET    | /services/kisok/releases                       | kiosk
          GET    | /services/kisok/environments/dev               | kiosk
          GET    | /services/kiosk/environments/stagign           | staging
          POST   | /services/kiosk/environments/stagign/promotions | staging
          DELETE | /services/kiosk/environments/stagign/promotions | staging
          PUT    | /services/kiosk/environments/stagign/lock      | staging
          DELETE | /services/kisok/environments/staging/lock      | kiosk
          GET    | /facts?service=kisok                           | kiosk
          GET    | /runs?service=kisok                            | kiosk
          """)
  void a_wrong_name_is_answered_with_the_one_that_was_meant(
      String method, String path, String meant) {
    Answer answer = api.ask(method, path, Map.of("reason", "the test says so"));
    isProblem(answer, 404);
    assertThat(detail(answer)).contains("Did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/log", "/effects", "/abort"})
  void a_run_that_does_not_exist_is_not_found(String what) {
    Answer answer =
        api.ask(what.equals("/abort") ? "POST" : "GET", "/runs/run_999" + what, reason());
    isProblem(answer, 404);
    assertThat(detail(answer)).isEqualTo("There is no run_999.");
    isProblem(api.ask(what.equals("/abort") ? "POST" : "GET", "/runs/x_1" + what, reason()), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "[{\"reason\":\"x\"}]",
        "null",
        "\"reason\"",
        "42",
        "{\"reason\":{\"a\":1}}",
        "{\"reason\":[\"a\"]}",
        "{\"reason\":\"x\",\"raeson\":\"y\"}",
        "{\"reason\":\"x\"} {}",
        "{\"reason\":\"x\",\"reason\":\"y\"}",
        "{\"lasting\":\"2h\"}",
        "{\"reason\":\"   \"}",
        "{\"reason\":\"x\",\"lasting\":\"soon\"}",
        "{\"reason\":\"x\",\"lasting\":\"-2h\"}",
        "{\"reason\":\"x\",\"lasting\":\"0s\"}",
        "{\"reason\":\"x\",\"lasting\":\"99999999999999h\"}",
        "{\"reason\":\"x\",\"lasting\":\"2000000000h\"}",
        "\u0000"
      })
  void a_body_that_is_not_what_is_needed_is_refused_with_a_sentence(String body) {
    Answer answer = write("PUT", STAGING + "/lock", body);
    isProblem(answer, 400);
    assertThat(detail(answer)).endsWith(".").doesNotContain("dev.signalbox", "Jackson", "REDACTED");
    assertThat(api.get(STAGING).path("gates").toString()).doesNotContain("locked");
  }

  @Test
  void a_body_nested_ten_thousand_deep_is_refused() {
    isProblem(write("PUT", STAGING + "/lock", "{\"reason\":" + "[".repeat(10_000)), 400);
  }

  @Test
  void an_unknown_field_is_named_with_those_there_are() {
    Answer answer = write("POST", STAGING + "/promotions", "{\"waht\":\"v1.0.0\"}");
    isProblem(answer, 400);
    assertThat(detail(answer)).contains("'waht'", "what", "again", "reason");
  }

  @Test
  void a_service_needs_a_repository() {
    Answer answer = write("POST", "/services", "{}");
    isProblem(answer, 400);
    assertThat(detail(answer)).contains("'repository'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void a_body_that_says_it_is_no_json_is_refused(String type) {
    Answer answer =
        Api.send(
            as(HttpRequest.newBuilder(at(STAGING + "/lock")))
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString("{\"reason\":\"x\"}")));
    isProblem(answer, 415);
    assertThat(detail(answer)).contains("application/json");
  }

  @Test
  void a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    byte[] large = "x".repeat(6_000_000).getBytes(StandardCharsets.US_ASCII);
    BodyPublisher told = BodyPublishers.ofByteArray(large);
    BodyPublisher untold = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large));
    for (BodyPublisher body : List.of(told, untold, told, untold, told, untold)) {
      Answer answer =
          Api.send(
              as(HttpRequest.newBuilder(at(STAGING + "/lock")))
                  .header("Content-Type", "application/json")
                  .PUT(body));
      isProblem(answer, 413);
      assertThat(detail(answer)).contains("5000000");
    }
  }

  @Test
  void a_reason_may_be_long_and_hold_every_character_but_not_more_than_a_page() {
    String odd = "a\u0000b \u202E\u001b[31m \uD83D\uDE80 \uFFFF \\u0000";
    Answer answer = api.ask("PUT", STAGING + "/lock", Map.of("reason", odd));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(api.get("/services/kiosk").toString()).contains("\uD83D\uDE80");
    api.write("DELETE", STAGING + "/lock", Map.of("reason", odd));
    isProblem(api.ask("PUT", STAGING + "/lock", Map.of("reason", "x".repeat(20_000))), 413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/runs?limit=0",
        "/runs?limit=501",
        "/runs?limit=-1",
        "/runs?limit=many",
        "/runs?limit=99999999999999999999",
        "/runs?before=x",
        "/facts?before=-1",
        "/runs/run_1/log?after=x",
        "/services/kiosk/releases?limit=0"
      })
  void a_number_that_is_none_is_refused(String path) {
    isProblem(api.ask("GET", path, Map.of()), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/facts?service=%00",
        "/facts?environment=a%00b",
        "/runs?environment=%00",
        "/services/%00",
        "/services/..%2f..",
        "/services/a%5cb",
        "/services/%F0%28%8C%28",
        "/services/kiosk?%00=%00",
        "/facts?service=%F0%28%8C%28"
      })
  void odd_bytes_in_an_address_break_nothing(String path) {
    Answer answer = api.ask("GET", path, Map.of());
    assertThat(answer.status()).as(answer.text()).isIn(200, 400, 403, 404);
    if (answer.status() != 200) {
      isProblem(answer, answer.status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE /services",
        "PATCH /services/kiosk",
        "POST /runs",
        "PUT /runs/run_1/abort",
        "GET /runs/run_1/abort",
        "POST /facts",
        "POST /feed"
      })
  void a_wrong_method_is_told_which_ones_there_are(String request) {
    String[] parts = request.split(" ", 2);
    Answer answer = api.ask(parts[0], parts[1], Map.of());
    isProblem(answer, 405);
    assertThat(answer.headers().firstValue("Allow").orElse(""))
        .matches("[A-Z]+(, [A-Z]+)*")
        .doesNotContain(parts[0]);
  }

  @Test
  void a_path_of_nowhere_is_not_found() {
    isProblem(api.ask("GET", "/nowhere", Map.of()), 404);
    isProblem(api.ask("POST", "/nowhere", Map.of()), 404);
  }

  @Test
  void who_somebody_says_they_are_is_inert_wherever_it_is_shown() {
    String marked =
        new String(
            "ma\u202Erk\u2066".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    for (String name : List.of("x".repeat(5_000), "a\tb", marked, "<b>bold</b>")) {
      api.as(name).write("PUT", STAGING + "/lock", Map.of("reason", "who am I"));
      JsonNode fact = api.facts("lock-taken").getLast();
      String known = fact.path("actor").path("name").asString();
      assertThat(known).isNotEmpty().hasSizeLessThanOrEqualTo(80);
      assertThat(known.codePoints())
          .noneMatch(c -> Character.isISOControl(c) || c == 0x202E || c == 0x2066);
      assertThat(fact.path("actor").path("proven").asBoolean()).isFalse();
      api.as(name).write("DELETE", STAGING + "/lock", Map.of("reason", ""));
    }
    assertThat(api.as("x".repeat(10_000)).ask("PUT", STAGING + "/lock", reason()).status())
        .isEqualTo(431);
  }

  private static Map<String, String> reason() {
    return Map.of("reason", "the test says so");
  }

  private static Answer write(String method, String path, String body) {
    return Api.send(as(json(method, path, body)));
  }

  private static HttpRequest.Builder json(String method, String path, String body) {
    return HttpRequest.newBuilder(at(path))
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder as(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + TestServer.token());
  }

  private static java.net.URI at(String path) {
    return api.address().resolve("/api/v1" + path);
  }

  private static String detail(Answer answer) {
    return answer.json().path("detail").asString();
  }

  /// RFC 9457, and our own reasons.
  static void isProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").asString()).startsWith("/problems/");
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(answer.text()).doesNotContain("\tat ", "Exception");
  }
}
