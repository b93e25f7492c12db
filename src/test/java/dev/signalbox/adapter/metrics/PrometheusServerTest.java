package dev.signalbox.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.metrics.Shop.Page;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.fixture.Prometheus;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real Prometheus that scrapes a small service, and against answers that a real one
/// gives too seldom to wait for.
@Timeout(120)
class PrometheusServerTest {

  private static final Selector HITS = new Selector("hits_total", List.of());

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void counters_of_a_service_are_read_through_a_real_prometheus() {
    shop.shows(
        "/metrics",
        Shop.TEXT,
        """
        # TYPE hits_total counter
        hits_total{status="200",path="/"} 5
        hits_total{status="503",path="/with \\"quotes\\" and \\\\"} 2
        """);
    var errors =
        new Selector(
            "hits_total",
            List.of(
                new Matcher("status", Operator.MATCHES, "5.."),
                new Matcher("path", Operator.EQUAL, "/with \"quotes\" and \\")));
    try (var prometheus = Prometheus.scraping(shop.address())) {
      var server = new PrometheusServer("main", prometheus.address(), new Access.Open());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(server.read(HITS)).hasSize(2));

      assertThat(server.read(errors))
          .containsExactly(
              new Series(
                  Map.of(
                      "status",
                      "503",
                      "path",
                      "/with \"quotes\" and \\",
                      "job",
                      "service",
                      "instance",
                      shop.address().getAuthority()),
                  2));
      assertThat(server.read(new Selector("unheard_of_total", List.of()))).isEmpty();

      shop.shows("/metrics", Shop.TEXT, "hits_total{status=\"200\"} NaN\n");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(server.read(HITS)).extracting(Series::value).containsOnly(Double.NaN));
    }
  }

  @Test
  void counters_that_prometheus_hears_of_late_are_told_as_late() {
    shop.shows("/metrics", Shop.TEXT, "hits_total 5\n");
    try (var prometheus = Prometheus.scraping(shop.address())) {
      var server = new PrometheusServer("main", prometheus.address(), new Access.Open());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(server.read(HITS)).hasSize(1));
      await().atMost(Duration.ofSeconds(30)).until(() -> server.late(HITS).isEmpty());
      assertThat(server.late(new Selector("unheard_of_total", List.of()))).isEmpty();

      // As a service behind a collector tells it: half a minute ago, anew with every scrape.
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> {
            long then = System.currentTimeMillis() - 30_000;
            shop.shows("/metrics", Shop.TEXT, "hits_total{by=\"collector\"} 5 " + then + "\n");
            return server
                .late(
                    new Selector(
                        "hits_total", List.of(new Matcher("by", Operator.EQUAL, "collector"))))
                .filter(late ->
                    late.age().toSeconds() >= 29
                        && late.every().compareTo(Duration.ofSeconds(5)) < 0)
                .isPresent();
          });
      assertThat(server.late(HITS).orElseThrow().labels())
          .containsEntry("by", "collector")
          .containsEntry("instance", shop.address().getAuthority());
    }
  }

  @Test
  void a_service_that_prometheus_cannot_reach_has_no_counters() {
    shop.shows("/metrics", Shop.TEXT, "hits_total 5\n");
    try (var prometheus = Prometheus.scraping(shop.address())) {
      var server = new PrometheusServer("main", prometheus.address(), new Access.Open());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(server.read(HITS)).hasSize(1));

      shop.close();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(server.read(HITS)).isEmpty());
    }
  }

  @Test
  void what_a_real_prometheus_refuses_is_told_in_its_words() {
    try (var prometheus = Prometheus.scraping()) {
      var server = new PrometheusServer("main", prometheus.address(), new Access.Open());
      var broken =
          new Selector("hits_total", List.of(new Matcher("status", Operator.MATCHES, "5(")));

      assertThatThrownBy(() -> server.read(broken))
          .isInstanceOf(PortException.class)
          .hasMessageStartingWith("Prometheus 'main' cannot answer hits_total{status=~\"5(\"}: ")
          .hasMessageContaining("missing closing )");
    }
  }

  @Test
  void a_guarded_prometheus_lets_in_who_knows_the_password() {
    shop.shows("/metrics", Shop.TEXT, "hits_total 5\n");
    String hash = "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
    try (var prometheus = Prometheus.guarded("signalbox", hash, shop.address())) {
      var friend =
          new PrometheusServer(
              "main", prometheus.address(), new Access.Basic("signalbox", "correct horse"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(friend.read(HITS)).hasSize(1));

      var stranger =
          new PrometheusServer(
              "main", prometheus.address(), new Access.Basic("signalbox", "battery staple"));
      assertThatThrownBy(() -> stranger.read(HITS))
          .hasMessageContaining("does not let us ask")
          .hasMessageNotContaining("staple");
    }
  }

  @Test
  void a_bearer_token_is_shown_to_the_server_and_to_nobody_else() {
    var access = new Access.Bearer("hush-hush");
    answers("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");

    assertThat(server(access).read(HITS)).isEmpty();
    assertThat(shop.asked.getFirst()).containsEntry("Authorization", List.of("Bearer hush-hush"));
    assertThat(access.toString()).doesNotContain("hush");
    assertThat(new Access.Basic("me", "hush").toString()).doesNotContain("hush");
    assertThatThrownBy(() -> new Access.Bearer("hush\nX-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> new Access.Basic("a:b", "hush")).hasMessageContaining("no colon");
  }

  @Test
  void the_address_may_have_a_path() {
    shop.shows(
        "/monitoring/api/v1/query",
        Shop.JSON,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    var below = URI.create(shop.address() + "/monitoring/");

    assertThat(new PrometheusServer("main", below, new Access.Open()).read(HITS)).isEmpty();
  }

  @Test
  void a_warning_means_that_numbers_may_be_missing() {
    answers(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
            + "\"warnings\":[\"store eu-2 is unreachable\"],\"infos\":[\"never mind\"]}");

    assertThatThrownBy(() -> server(new Access.Open()).read(HITS))
        .hasMessage(
            "Prometheus 'main' answers hits_total with a warning, so numbers may be missing:"
                + " store eu-2 is unreachable");
  }

  @Test
  void a_hint_alone_changes_nothing() {
    answers(
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
            + "[{\"metric\":{\"a\":\"\"},\"value\":[1435781451.781,\"7\"]}]},\"infos\":[\"hm\"]}");

    assertThat(server(new Access.Open()).read(HITS)).containsExactly(new Series(Map.of(), 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>It works!</html>",
        "[]",
        "null",
        "{}",
        "{\"status\":\"error\"}",
        "{\"status\":{\"success\":1}}",
        "{\"status\":\"success\"}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{}]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
            + "\"histogram\":[1,{}]}]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
            + "\"value\":[1,\"many\"]}]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\"",
      })
  void what_is_no_vector_of_counters_is_no_answer(String body) {
    answers(body);

    assertThatThrownBy(() -> server(new Access.Open()).read(HITS))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("Prometheus 'main' ");
  }

  @ParameterizedTest
  @CsvSource({"[", "{\"a\":", "\"", "1"})
  void a_very_deep_or_long_answer_does_no_harm(String piece) {
    answers(piece.repeat(3_000_000 / piece.length()));

    assertThatThrownBy(() -> server(new Access.Open()).read(HITS))
        .isInstanceOf(PortException.class);
  }

  @Test
  void the_reason_of_an_error_is_kept_short_and_on_one_line() {
    shop.shows(
        "/api/v1/query",
        new Page(
            503,
            Map.of("Content-Type", Shop.JSON),
            "{\"status\":\"error\",\"error\":\"query timed\\nout " + "x".repeat(5_000) + "\"}"));

    assertThatThrownBy(() -> server(new Access.Open()).read(HITS))
        .hasMessageStartingWith("Prometheus 'main' cannot answer hits_total: query timed out xxx")
        .message()
        .hasSizeLessThan(200);
  }

  private void answers(String body) {
    shop.shows("/api/v1/query", Shop.JSON, body);
  }

  private PrometheusServer server(Access access) {
    return new PrometheusServer("main", shop.address(), access);
  }
}
