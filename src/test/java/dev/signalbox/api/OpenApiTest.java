package dev.signalbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Api.Answer;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The document says what the server does: no route more, no route less, and answers of exactly
/// that shape.
class OpenApiTest {

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static final Kiosk KIOSK = Kiosk.in(FOLDER);
  private static TestServer server;
  private static Api api;
  private static JsonNode document;

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of());
    api = server.api();
    document = Api.send(HttpRequest.newBuilder(api.address().resolve("/openapi.json"))).json();
    shaped("POST", "/services", Map.of("repository", KIOSK.remote().address()));
    Kiosk.rests(api, "staging");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void it_is_an_openapi_document_with_everything_it_refers_to() {
    assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(document.path("info").path("title").asString()).isNotBlank();
    assertThat(document.path("info").path("version").asString()).isNotBlank();
    List<String> references = new ArrayList<>();
    document.findValues("$ref").forEach(ref -> references.add(ref.asString()));
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(ref -> {
          assertThat(ref).startsWith("#/components/schemas/");
          assertThat(document.at(ref.substring(1)).path("type").asString()).isEqualTo("object");
        });
    document
        .findValues("security")
        .forEach(needs ->
            needs.forEach(one ->
                one.propertyNames()
                    .forEach(name ->
                        assertThat(document.path("components").path("securitySchemes").has(name))
                            .isTrue())));
  }

  @Test
  void every_operation_is_told_in_a_sentence_with_all_its_parameters() {
    eachOperation((method, path, operation) -> {
      assertThat(operation.path("summary").asString()).as(path).endsWith(".");
      List<String> named = new ArrayList<>();
      for (JsonNode parameter : operation.path("parameters")) {
        if (parameter.path("in").asString().equals("path")) {
          assertThat(parameter.path("required").asBoolean()).isTrue();
          named.add(parameter.path("name").asString());
        } else {
          assertThat(parameter.path("description").asString()).isNotBlank();
        }
      }
      List<String> inPath = new ArrayList<>();
      Matcher part = Pattern.compile("\\{([a-z]+)}").matcher(path);
      while (part.find()) {
        inPath.add(part.group(1));
      }
      assertThat(named).isEqualTo(inPath);
      boolean writes = !method.equals("get");
      assertThat(operation.has("security")).as("%s %s", method, path).isEqualTo(writes);
    });
  }

  @Test
  void every_documented_route_is_there() {
    eachOperation((method, path, _) -> {
      if (!path.endsWith("/feed")) {
        Answer answer =
            api.ask(
                method.toUpperCase(Locale.ROOT),
                path.substring("/api/v1".length())
                    .replace("{service}", "nothing")
                    .replace("{environment}", "nowhere")
                    .replace("{train}", "never")
                    .replace("{release}", "none")
                    .replace("{change}", "nobodys")
                    .replace("{run}", "run_999"),
                Map.of());
        assertThat(answer.status()).as(answer.text()).isIn(200, 400, 404);
        assertThat(answer.json().path("type").asString(""))
            .as("%s %s", method, path)
            .isNotEqualTo("/problems/no-such-page");
      }
    });
  }

  @Test
  void what_is_not_documented_is_not_there() {
    document
        .path("paths")
        .propertyStream()
        .forEach(path -> {
          List<String> methods = new ArrayList<>();
          path.getValue().propertyNames().forEach(m -> methods.add(m.toUpperCase(Locale.ROOT)));
          String allowed =
              api.ask(
                      "PATCH",
                      path.getKey().substring("/api/v1".length()).replaceAll("[{}]", ""),
                      Map.of())
                  .headers()
                  .firstValue("Allow")
                  .orElse("");
          assertThat(allowed.split(", ", -1))
              .as(path.getKey())
              .containsExactlyInAnyOrderElementsOf(methods);
        });
    assertThat(document.path("paths").has("/api/v1/feed")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /services",
    "GET, /services/kiosk",
    "GET, /services/kiosk/releases",
    "GET, /services/kiosk/environments/dev",
    "GET, /services/kiosk/environments/staging",
    "GET, /services/kiosk/environments/production",
    "GET, /runs",
    "GET, /runs/run_1",
    "GET, /runs/run_1/log",
    "GET, /runs/run_2/effects",
    "GET, /facts",
    "PUT, /services/kiosk/environments/production/lock",
    "POST, /services/kiosk/environments/production/promotions",
    "GET, /services/kiosk/environments/production",
    "GET, /services",
    "DELETE, /services/kiosk/environments/production/promotions",
    "DELETE, /services/kiosk/environments/production/lock"
  })
  void an_answer_has_the_shape_that_is_documented(String method, String path) {
    JsonNode answer = shaped(method, path, Map.of("reason", "the test says so"));
    assertThat(answer.isEmpty() && answer.isContainer()).as(answer.toString()).isFalse();
  }

  @Test
  void a_run_that_is_at_work_and_is_stopped_has_the_shape_that_is_documented() {
    KIOSK.shut();
    api.write(
        "POST",
        "/services/kiosk/environments/staging/promotions",
        Map.of("what", "v1.0.0", "again", true));
    String run = Kiosk.busy(api, "staging");
    shaped("GET", "/services/kiosk/environments/staging", Map.of());
    shaped("GET", "/runs/" + run, Map.of());
    shaped("POST", "/runs/" + run + "/abort", Map.of("reason", "the test says so"));
    KIOSK.open();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /services/nothing",
    "GET, /runs/x",
    "DELETE, /services/kiosk/environments/dev/lock"
  })
  void a_problem_has_the_shape_that_is_documented(String method, String path) {
    Answer answer = api.ask(method, path, Map.of());
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    JsonNode problem =
        operation(method, path)
            .path("responses")
            .path("default")
            .path("content")
            .path("application/problem+json")
            .path("schema");
    assertThat(errors(problem, answer.text())).isEmpty();
  }

  private static JsonNode shaped(String method, String path, Map<String, ?> body) {
    Answer answer = api.ask(method, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode schema =
        operation(method, path)
            .path("responses")
            .path("200")
            .path("content")
            .path("application/json")
            .path("schema");
    assertThat(errors(schema, answer.text())).as(answer.text()).isEmpty();
    return answer.json();
  }

  private static List<String> errors(JsonNode schema, String text) {
    assertThat(schema.isObject()).isTrue();
    ObjectNode closed = (ObjectNode) document.deepCopy();
    closed
        .path("components")
        .path("schemas")
        .forEach(type -> ((ObjectNode) type).put("additionalProperties", false));
    closed.setAll((ObjectNode) schema);
    Schema exact =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(closed.toString(), InputFormat.JSON);
    return exact.validate(text, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /// The documented operation that a path belongs to.
  private static JsonNode operation(String method, String path) {
    return document
        .path("paths")
        .propertyStream()
        .filter(p -> ("/api/v1" + path).matches(p.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
        .map(p -> p.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseThrow();
  }

  private interface Look {
    void at(String method, String path, JsonNode operation);
  }

  private static void eachOperation(Look look) {
    document
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(
                    operation -> look.at(operation.getKey(), path.getKey(), operation.getValue())));
  }
}
