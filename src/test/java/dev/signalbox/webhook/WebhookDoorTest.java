package dev.signalbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.Json;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Api.Answer;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deliveries as GitHub sends them. The server looks by itself only once an hour, but where a test
/// makes it look.
class WebhookDoorTest {

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static final Kiosk KIOSK = Kiosk.in(FOLDER);
  private static TestServer server;
  private static Api api;
  private static String secret;

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of("poll", "1h"));
    api = server.api();
    secret = api.add(KIOSK.remote().address()).path("webhookSecret").asString();
    Kiosk.rests(api, "staging");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void a_push_is_noticed_at_once() {
    CommitId commit = KIOSK.push("docs: noticed");
    Answer answer = send("kiosk", UUID.randomUUID().toString(), push("main", commit), secret);

    assertThat(answer.status()).isEqualTo(202);
    comes(commit);
    assertThat(api.facts("commit-seen").getLast().path("data").path("by").asString())
        .isEqualTo("webhook");
  }

  @Test
  void the_same_delivery_again_changes_nothing() {
    CommitId commit = KIOSK.push("docs: told twice");
    String delivery = UUID.randomUUID().toString();
    assertThat(send("kiosk", delivery, push("main", commit), secret).text()).isEqualTo("taken\n");
    assertThat(send("kiosk", delivery, push("main", commit), secret).text())
        .isEqualTo("known already\n");
    comes(commit);
    isSeenAndBuiltOnce(commit);
  }

  @Test
  void a_crowd_of_deliveries_and_a_look_at_the_same_time_make_one_build() {
    CommitId commit = KIOSK.push("docs: told by everybody");
    String redelivered = UUID.randomUUID().toString();
    List<CompletableFuture<Answer>> sent =
        IntStream.range(0, 20)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() ->
                    send(
                        "kiosk",
                        i % 2 == 0 ? redelivered : UUID.randomUUID().toString(),
                        push("main", commit),
                        secret)))
            .toList();
    server.advance(Duration.ofHours(1)); // the server looks by itself, too
    sent.forEach(answer -> assertThat(answer.join().status()).isEqualTo(202));
    assertThat(sent).filteredOn(a -> a.join().text().equals("taken\n")).hasSize(11);
    comes(commit);
    Kiosk.rests(api, "dev");
    isSeenAndBuiltOnce(commit);
  }

  @Test
  void what_is_not_signed_is_not_believed() {
    byte[] body = push("main", KIOSK.remote().head("main"));
    List<Optional<String>> signatures =
        List.of(
            Optional.empty(),
            Optional.of(""),
            Optional.of("sha256="),
            Optional.of("sha256=" + "0".repeat(64)),
            Optional.of(sign(body, "another secret")),
            Optional.of(sign(body, "nobody knows this")),
            Optional.of(sign(body, "")),
            Optional.of(sign("{}".getBytes(StandardCharsets.UTF_8), secret)),
            Optional.of(sign(body, secret).substring("sha256=".length())),
            Optional.of(sign(body, secret).replace("sha256=", "sha1=")),
            Optional.of("x".repeat(5_000)));
    for (Optional<String> signature : signatures) {
      Answer answer = send("kiosk", UUID.randomUUID().toString(), "push", body, signature);
      assertThat(answer.status()).as("%s", signature).isEqualTo(401);
      assertThat(answer.text()).contains("X-Hub-Signature-256").doesNotContain(secret);
    }
  }

  @Test
  void one_byte_more_on_the_way_breaks_the_signature() {
    byte[] body = push("main", KIOSK.remote().head("main"));
    String spaced = new String(body, StandardCharsets.UTF_8).replace("{", "{ ");
    Answer answer =
        send(
            "kiosk",
            UUID.randomUUID().toString(),
            "push",
            spaced.getBytes(StandardCharsets.UTF_8),
            Optional.of(sign(body, secret)));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void nobody_learns_which_services_there_are() {
    byte[] body = push("main", KIOSK.remote().head("main"));
    Answer none = send("nothing", UUID.randomUUID().toString(), body, "nobody knows this");
    Answer wrong = send("kiosk", UUID.randomUUID().toString(), body, "wrong");
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.text()).isEqualTo(wrong.text());
    assertThat(send("%00", UUID.randomUUID().toString(), body, secret).status()).isIn(400, 403);
    assertThat(send("..%2fkiosk", UUID.randomUUID().toString(), body, secret).status())
        .isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded"})
  void the_example_that_github_publishes_is_believed(String type) throws SQLException {
    String own = secret;
    setSecret("It's a Secret to Everybody");
    try {
      HttpRequest.Builder request =
          request("kiosk", UUID.randomUUID().toString(), "ping")
              .setHeader("Content-Type", type)
              .header(
                  "X-Hub-Signature-256",
                  "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
              .POST(BodyPublishers.ofString("Hello, World!"));
      assertThat(Api.send(request).status()).isEqualTo(202);
    } finally {
      setSecret(own);
    }
  }

  @Test
  void a_delivery_without_an_id_is_refused_with_a_sentence() {
    byte[] body = push("main", KIOSK.remote().head("main"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.address().resolve("/webhooks/kiosk"))
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", sign(body, secret))
            .POST(BodyPublishers.ofByteArray(body));
    Answer answer = Api.send(request);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("X-GitHub-Delivery");
    assertThat(send("kiosk", "x".repeat(201), body, secret).status()).isEqualTo(400);
  }

  @Test
  void a_delivery_that_is_too_large_is_refused() {
    byte[] large = " ".repeat(5_000_001).getBytes(StandardCharsets.US_ASCII);
    Answer answer = send("kiosk", UUID.randomUUID().toString(), large, secret);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("5000000 bytes");
  }

  @Test
  void what_a_payload_tells_is_only_a_hint_to_look() {
    int seen = api.facts("commit-seen").size();
    byte[] elsewhere =
        new String(push("main", new CommitId("d".repeat(40))), StandardCharsets.UTF_8)
            .replace("Codertocat/kiosk", "Codertocat/somewhere-else")
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] body :
        List.of(elsewhere, "not json at all".getBytes(StandardCharsets.UTF_8), new byte[0])) {
      assertThat(send("kiosk", UUID.randomUUID().toString(), body, secret).status()).isEqualTo(202);
    }
    // What follows is taken in after them, so they have been looked at by then.
    CommitId commit = KIOSK.push("docs: after the hints");
    send("kiosk", UUID.randomUUID().toString(), push("main", commit), secret);
    comes(commit);
    assertThat(api.facts("commit-seen")).hasSize(seen + 1);
    assertThat(api.get("/services/kiosk").path("trouble").isNull()).isTrue();
  }

  private static void comes(CommitId commit) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            api.facts("commit-seen").stream()
                .anyMatch(f -> f.path("data").path("commit").asString().equals(commit.text())));
  }

  private static void isSeenAndBuiltOnce(CommitId commit) {
    assertThat(api.facts("commit-seen"))
        .filteredOn(f -> f.path("data").path("commit").asString().equals(commit.text()))
        .hasSize(1);
    assertThat(
            api.runs(run ->
                run.path("kind").asString().equals("build")
                    && run.path("commit").asString().equals(commit.text())))
        .hasSize(1);
  }

  private static Answer send(String service, String delivery, byte[] body, String key) {
    return send(service, delivery, "push", body, Optional.of(sign(body, key)));
  }

  private static Answer send(
      String service, String delivery, String event, byte[] body, Optional<String> signature) {
    HttpRequest.Builder request =
        request(service, delivery, event).POST(BodyPublishers.ofByteArray(body));
    signature.ifPresent(value -> request.header("X-Hub-Signature-256", value));
    return Api.send(request);
  }

  /// The headers of a delivery, as GitHub documents them.
  private static HttpRequest.Builder request(String service, String delivery, String event) {
    return HttpRequest.newBuilder(api.address().resolve("/webhooks/" + service))
        .header("User-Agent", "GitHub-Hookshot/044aadd")
        .header("Content-Type", "application/json")
        .header("X-GitHub-Hook-ID", "292430182")
        .header("X-GitHub-Hook-Installation-Target-ID", "79929171")
        .header("X-GitHub-Hook-Installation-Target-Type", "repository")
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Delivery", delivery);
  }

  /// A push, with the fields of the published payload that say what was pushed where.
  private static byte[] push(String branch, CommitId head) {
    var commit =
        Map.of(
            "id", head.text(),
            "distinct", true,
            "message", "docs: of no importance",
            "author", Map.of("name", "Codertocat", "email", "codertocat@example.org"),
            "added", List.of(),
            "modified", List.of("stock"));
    return Json.write(
            Map.of(
                "ref",
                "refs/heads/" + branch,
                "before",
                "0".repeat(40),
                "after",
                head.text(),
                "created",
                false,
                "forced",
                false,
                "repository",
                Map.of(
                    "id", 186853002,
                    "full_name", "Codertocat/kiosk",
                    "clone_url", "https://git.example.org/Codertocat/kiosk.git",
                    "default_branch", "main"),
                "pusher",
                Map.of("name", "Codertocat", "email", "codertocat@example.org"),
                "commits",
                List.of(commit),
                "head_commit",
                commit))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sign(byte[] body, String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] bytes = (key.isEmpty() ? "\0" : key).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void setSecret(String value) throws SQLException {
    try (Connection connection = server.database().connect();
        PreparedStatement change =
            connection.prepareStatement("update service set webhook_secret = ?")) {
      change.setString(1, value);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
  }
}
