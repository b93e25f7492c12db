package dev.signalbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Api.Answer;
import dev.signalbox.fixture.Kiosk;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages' doors: who may press a button, from where, and what is said to whoever may not.
class PagesTest {

  private static final String PLACE = "/services/kiosk/production";
  private static final List<String> BUTTONS =
      List.of(
          PLACE + "/promote",
          PLACE + "/withdraw",
          PLACE + "/lock",
          PLACE + "/unlock",
          "/runs/run_1/abort",
          "/sign-out");

  private static final Path FOLDER = TestDatabase.passableFolder();
  private static final Kiosk KIOSK = Kiosk.in(FOLDER);
  private static TestServer server;
  private static Api api;
  private static String cookie = "";
  private static String csrf;

  @BeforeAll
  static void open() {
    server = TestServer.start(FOLDER, Map.of());
    api = server.api();
    api.add(KIOSK.remote().address());
    Kiosk.rests(api, "staging");
    Answer signedIn = Api.send(form("/sign-in", Map.of("person", "mia", "token", api.token())));
    assertThat(signedIn.status()).isEqualTo(303);
    String set = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(set).contains("HttpOnly", "SameSite=Strict");
    cookie = set.substring(0, set.indexOf(';'));
    Matcher hidden = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(get("/").text());
    assertThat(hidden.find()).isTrue();
    csrf = hidden.group(1);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void a_button_on_our_own_page_works() {
    HttpRequest.Builder lock = form(PLACE + "/lock", Map.of("csrf", csrf, "reason", "by button"));
    Answer answer =
        Api.send(
            lock.header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", origin()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains(PLACE);
    assertThat(get(PLACE).text()).contains("by button");
    assertThat(api.facts("lock-taken").getLast().path("actor").path("name").asString())
        .isEqualTo("mia");
    assertThat(press(PLACE + "/unlock", Map.of("csrf", csrf)).status()).isEqualTo(303);
  }

  @Test
  void what_cannot_wait_has_a_button_where_the_flow_lets_it_in() {
    KIOSK.push("fix: what burns");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(PLACE).text(), page -> page.contains("<strong>v1.0.1</strong>"));
    assertThat(get(PLACE).text())
        .as("a closed gate says beside its name who can clear it")
        .containsPattern(
            "<span class=\"gate\">request</span> <span>[^<]*<br><span class=\"age\">Who can clear it:")
        .contains("Promote as a hotfix");
    assertThat(get("/services/kiosk/staging").text()).doesNotContain("Promote as");
    Answer withoutReason = press(PLACE + "/promote", Map.of("csrf", csrf, "urgent", "hotfix"));
    assertThat(withoutReason.status()).isEqualTo(409);
    assertThat(withoutReason.text()).contains("A hotfix needs a reason");
    Answer unknown =
        press(PLACE + "/promote", Map.of("csrf", csrf, "urgent", "fire", "reason", "it burns"));
    assertThat(unknown.text()).contains("has no urgent 'fire'");

    Answer pressed =
        press(PLACE + "/promote", Map.of("csrf", csrf, "urgent", "hotfix", "reason", "it burns"));
    assertThat(pressed.status()).as(pressed.text()).isEqualTo(303);
    assertThat(api.get("/services/kiosk/shortcuts").toString()).contains("hotfix", "it burns");
  }

  @Test
  void a_button_pressed_from_elsewhere_does_nothing() {
    long deeds = deedsOfMia();
    for (String button : BUTTONS) {
      var fields = Map.of("csrf", csrf, "reason", "from elsewhere");
      for (String[] header :
          List.of(
              new String[] {"Sec-Fetch-Site", "cross-site"},
              new String[] {"Sec-Fetch-Site", "same-site"},
              new String[] {"Origin", "https://evil.example"},
              new String[] {"Origin", "null"})) {
        Answer answer =
            Api.send(form(button, fields).header("Cookie", cookie).header(header[0], header[1]));
        assertThat(answer.status()).as("%s %s", button, List.of(header)).isEqualTo(403);
      }
      for (String secret : List.of("", "wrong", csrf + "x")) {
        assertThat(press(button, Map.of("csrf", secret, "reason", "x")).status()).isEqualTo(403);
      }
      assertThat(press(button, Map.of("reason", "x")).status()).isEqualTo(403);
      assertThat(Api.send(form(button, fields)).status()).as("nobody signed in").isEqualTo(401);
    }
    assertThat(deedsOfMia()).isEqualTo(deeds);
    assertThat(get("/").text()).contains("mia");
  }

  @Test
  void a_button_pressed_with_a_token_and_no_browser_breaks_nothing() {
    for (String button : BUTTONS) {
      Answer answer =
          Api.send(
              form(button, Map.of("reason", "by script"))
                  .header("Authorization", "Bearer " + api.token()));
      assertThat(answer.status()).as("%s: %s", button, answer.text()).isLessThan(500);
    }
    press(PLACE + "/unlock", Map.of("csrf", csrf));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/board",
        "/runs",
        "/runs/run_1",
        "/runs/run_1/log",
        "/audit",
        "/sign-in",
        PLACE,
        "/nowhere",
        "/runs/run_999",
        "/services/kiosk/nowhere",
        "/assets/signalbox.css",
        "/openapi.json",
        "/livez"
      })
  void every_answer_tells_the_browser_to_be_careful(String path) {
    for (String method : List.of("GET", "HEAD")) {
      Answer answer =
          Api.send(
              HttpRequest.newBuilder(api.address().resolve(path))
                  .header("Accept", "text/html")
                  .method(method, BodyPublishers.noBody()));
      assertThat(header(answer, "Content-Security-Policy"))
          .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
          .doesNotContain("unsafe");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
      assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(header(answer, "Server")).isEmpty();
      assertThat(answer.status()).isIn(200, 404);
      assertThat(answer.text().isEmpty()).isEqualTo(method.equals("HEAD"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/runs/run_999", "/services/kiosk/nowhere", "/services/x/y"})
  void a_page_that_is_not_there_is_a_page_with_a_way_home(String path) {
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
    assertThat(answer.text()).containsPattern("There is no|has no environment");
    assertThat(answer.text()).contains("Not here", "href=\"/\"").doesNotContain("refused");
  }

  @Test
  void a_wrong_method_on_a_page_is_a_page_too() {
    Answer answer =
        Api.send(
            form("/runs", Map.of("csrf", csrf))
                .header("Cookie", cookie)
                .header("Accept", "text/html"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
  }

  @Test
  void whoever_signs_in_wrongly_is_told_and_gets_no_cookie() {
    Answer wrong = Api.send(form("/sign-in", Map.of("person", "mia", "token", "sbx_wrong")));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text()).contains("That is not the token").doesNotContain("sbx_wrong");
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    for (String person : List.of("", "   ", "x".repeat(81))) {
      Answer nobody = Api.send(form("/sign-in", Map.of("person", person, "token", api.token())));
      assertThat(nobody.status()).isEqualTo(400);
    }
  }

  @Test
  void a_name_in_an_address_or_a_form_is_only_text() {
    String script = "<script>alert(1)</script>";
    for (String path :
        List.of(
            "/runs?service=" + encoded(script),
            "/audit?service=" + encoded("\"><img src=x onerror=alert(1)>"),
            "/services/" + encoded("<b>") + "/" + encoded("<i>"),
            "/runs/" + encoded("<b>"),
            "/nowhere" + encoded("<b>"))) {
      assertThat(get(path).text())
          .as(path)
          .doesNotContain("<script>alert", "<img src=x", "<b>", "<i>");
    }
    String reason = script + "\u0000\u202E";
    assertThat(press(PLACE + "/lock", Map.of("csrf", csrf, "reason", reason)).status())
        .isEqualTo(303);
    assertThat(get(PLACE).text()).contains("&lt;script").doesNotContain("\u202E", "\u0000");
    press(PLACE + "/unlock", Map.of("csrf", csrf));
  }

  private static long deedsOfMia() {
    return api.facts().stream()
        .filter(fact -> fact.path("actor").path("name").asString().equals("mia"))
        .count();
  }

  private static Answer get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.address().resolve(path)).header("Accept", "text/html,*/*;q=0.8");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return Api.send(request);
  }

  private static Answer press(String path, Map<String, String> fields) {
    return Api.send(form(path, fields).header("Cookie", cookie));
  }

  private static HttpRequest.Builder form(String path, Map<String, String> fields) {
    return HttpRequest.newBuilder(api.address().resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"))));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String origin() {
    return api.address().toString();
  }

  private static String header(Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
