package dev.signalbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.auth.Guard.Admitted;
import dev.signalbox.auth.Guard.Visit;
import dev.signalbox.base.Decision;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.store.Database;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By which name the server may be asked, and who may ask.
class GuardTest {

  private static Database database;
  private static Tokens tokens;
  private static String token;

  @BeforeAll
  static void open() {
    TestDatabase place = TestDatabase.fresh();
    database = Database.open(place.jdbcUrl(), place.user(), place.password(), 2);
    tokens = new Tokens(database, new SecureRandom(), new TestClock());
    token = tokens.first().orElseThrow();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, true",
    "localhost, true",
    "[::1]:8080, true",
    "signalbox.example, true",
    "signalbox.example:443, true",
    "evil.example, false",
    "127.0.0.1.evil.example, false",
    "'', false"
  })
  void a_browser_is_answered_under_our_own_names_only(String host, boolean admitted) {
    assertThat(admits(guard(), visit("GET", "/", host, Optional.empty()))).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource({"/livez", "/readyz"})
  void a_machine_may_ask_by_any_name_whether_we_live(String path) {
    assertThat(admits(guard(), visit("GET", path, "10.1.2.3:8080", Optional.empty()))).isTrue();
    assertThat(admits(guard(), visit("GET", path, "", Optional.empty()))).isTrue();
  }

  @Test
  void whoever_shows_the_token_may_use_any_name() {
    assertThat(admits(guard(), visit("GET", "/metrics", "10.1.2.3", Optional.of(token)))).isTrue();
    assertThat(admits(guard(), visit("POST", "/api/v1/services", "10.1.2.3", Optional.of(token))))
        .isTrue();
    assertThat(admits(guard(), visit("GET", "/metrics", "10.1.2.3", Optional.of("sbx_wrong"))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"GET, /, false", "GET, /api/v1/services, false", "POST, /api/v1/services, false"})
  void beyond_loopback_nobody_looks_without_the_token(String method, String path, boolean may) {
    var outside = new Guard(tokens, false, Optional.of(URI.create("https://signalbox.example")));
    assertThat(admits(outside, visit(method, path, "signalbox.example", Optional.empty())))
        .isEqualTo(may);
    assertThat(admits(outside, visit(method, path, "signalbox.example", Optional.of(token))))
        .isTrue();
  }

  private static Guard guard() {
    return new Guard(tokens, true, Optional.of(URI.create("https://signalbox.example")));
  }

  private static boolean admits(Guard guard, Visit visit) {
    return guard.admit(visit) instanceof Decision.Accepted<Admitted>;
  }

  private static Visit visit(String method, String path, String host, Optional<String> shown) {
    return new Visit(
        method,
        path,
        Optional.of(host),
        shown.map("Bearer "::concat),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
