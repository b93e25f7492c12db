package dev.signalbox.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Browser;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The pages in a real browser: live, keyboard and pointer, dark and light, and nothing on the
/// console.
class BoardInBrowserTest {

  private static final Path PICTURES = Path.of("target/screenshots");

  private final Path folder = TestDatabase.passableFolder();
  private final Storefront shop =
      Storefront.in(folder, Storefront.theFlow().replace("for: 30m", "for: 1s"));
  private final TestServer server =
      TestServer.start(
          folder,
          Map.of(
              "registry",
              "registry.dev.example=%s,registry.prod.example=%s"
                  .formatted(folder.resolve("registries/dev"), folder.resolve("registries/prod"))));
  private final Api api = server.api();
  private final Browser browser = Browser.open();

  @AfterEach
  void close() {
    browser.close();
    shop.letGo("staging");
    server.close();
  }

  @Test
  void the_board_is_live_and_production_is_promoted_with_a_button() {
    browser.go(at("/"));
    assertThat(browser.text("#services")).contains("Nothing is under release yet");

    api.add(shop.remote().address());
    shop.hold("staging");
    shop.merge("feat(SHOP-7): a basket", "");
    // Without a reload: what happens shows by itself.
    browser.until("document.querySelector('#services').innerText.includes('takes v1.1.0 through')");
    browser.screenshot(PICTURES.resolve("board-at-work.png"));
    shop.letGo("staging");
    browser.until(
        "document.querySelector('#services').innerText.includes('production starts when somebody asks')");
    assertThat(browser.complaints()).isEmpty();

    browser.go(at("/services/storefront/production"));
    assertThat(browser.ask("document.querySelector('#promote').disabled")).isEqualTo("true");
    signIn();
    browser.go(at("/services/storefront/production"));
    assertThat(browser.text("#promote")).isEqualTo("Promote v1.1.0 to production");
    browser.type("#promote-reason", "it is time");
    browser.screenshot(PICTURES.resolve("environment.png"));
    browser.click("#promote");
    browser.until("location.pathname.startsWith('/runs/run_')");
    browser.until("document.querySelector('#steps').innerText.includes('monitor')");
    traffic();
    browser.until("document.querySelector('#steps .big').innerText.includes('succeeded')");
    browser.screenshot(PICTURES.resolve("run.png"));
    assertThat(browser.text("#steps")).contains("asked by").contains("mia (unproven): it is time");
    assertThat(browser.complaints()).isEmpty();
    assertThat(api.facts("promotion-requested").getFirst().path("actor").path("name").asString())
        .isEqualTo("mia");
  }

  @Test
  void what_a_person_types_survives_what_happens_meanwhile() {
    api.add(shop.remote().address());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.environment("dev").path("there").path("state").asString("").equals("good"));
    signIn();
    browser.go(at("/services/storefront/dev"));
    browser.until("document.querySelector('#live').innerText.includes('live')");
    browser.type("#lock-reason", "half a sen");
    browser.ask("document.querySelector('#stand .columns').id = 'before'");
    api.write("PUT", "/services/storefront/environments/staging/lock", Map.of("reason", "mind"));
    browser.until("document.querySelector('#before') === null");

    assertThat(browser.ask("document.querySelector('#lock-reason').value")).isEqualTo("half a sen");
    assertThat(browser.ask("document.activeElement.id")).isEqualTo("lock-reason");
  }

  @Test
  void it_looks_right_in_the_dark_on_a_phone_and_by_keyboard_alone() {
    api.add(shop.remote().address());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.environment("dev").path("there").path("state").asString("").equals("good"));
    shop.merge("feat(SHOP-9): a broken price", "fails-in=dev");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.environment("dev").path("there").path("state").asString("").equals("bad"));

    browser.prefers("dark");
    browser.go(at("/"));
    assertThat(background()).as("dark").isLessThan(60);
    browser.screenshot(PICTURES.resolve("board-dark.png"));
    browser.click("#theme");
    assertThat(background()).as("light, because the person said so").isGreaterThan(200);
    browser.go(at("/audit"));
    assertThat(background()).as("still light on the next page").isGreaterThan(200);
    browser.screenshot(PICTURES.resolve("audit.png"));

    browser.size(360, 740);
    browser.go(at("/"));
    assertThat(browser.ask("document.documentElement.scrollWidth <= 360")).isEqualTo("true");
    browser.screenshot(PICTURES.resolve("board-phone.png"));

    browser.press("?");
    browser.until("document.querySelector('#help').open");
    browser.ask("document.querySelector('#help').close()");
    browser.press("/");
    assertThat(browser.ask("document.activeElement.id")).isEqualTo("find");
    browser.type("#find", "nothing like it");
    browser.until("document.querySelector('.service').hidden");
    browser.ask("document.activeElement.blur()");
    browser.press("g");
    browser.press("a");
    browser.until("location.pathname === '/audit'");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void a_page_elsewhere_cannot_press_our_buttons() {
    api.add(shop.remote().address());
    browser.go(at("/"));
    signIn();
    // Another origin: the same machine by another name.
    browser.go(URI.create("http://localhost:%d/".formatted(server.api().address().getPort())));
    String status =
        browser.ask(
            """
            fetch('%s', {method: 'POST', credentials: 'include', mode: 'no-cors',
                         headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                         body: 'reason=evil'}).then(() => 'sent', e => 'not sent: ' + e)
            """
                .formatted(at("/services/storefront/dev/lock")));

    assertThat(status).startsWith("not sent");
    assertThat(api.facts("lock-taken")).isEmpty();
  }

  private void signIn() {
    browser.go(at("/sign-in"));
    browser.type("input[name=person]", "mia");
    browser.type("input[name=token]", TestServer.token());
    browser.click("form.card button");
    browser.until("location.pathname === '/' && document.body.innerText.includes('Sign out')");
  }

  private void traffic() {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          JsonNode production = api.environment("production");
          String address = production.path("there").path("address").asString("");
          if (!address.isEmpty()) {
            Api.send(HttpRequest.newBuilder(URI.create(address).resolve("/price")));
          }
          return !production.path("active").isObject();
        });
  }

  /// How bright the page is, from 0 to 255.
  private int background() {
    String colour = browser.ask("getComputedStyle(document.body).backgroundColor");
    return Integer.parseInt(colour.replaceFirst("^rgb\\((\\d+),.*$", "$1"));
  }

  private URI at(String path) {
    return api.address().resolve(path);
  }
}
