package dev.signalbox.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.adapter.metrics.Access;
import dev.signalbox.adapter.metrics.PrometheusServer;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.fixture.Prometheus;
import dev.signalbox.flow.MetricQuery;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.flow.RolloutSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The counters of both versions through a real Prometheus that tells versions apart by a label.
class RolloutCountersTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");

  private static final String METRICS =
      """
      hits_total{app_version="1.4.0",status="200"} 900
      hits_total{app_version="1.4.0",status="500"} 9
      hits_total{app_version="1.4.1+a.b",status="200"} 100
      hits_total{app_version="1.4.1+a.b",status="500"} 2
      hits_total{app_version="1.4.1+aXb",status="500"} 77
      hits_total{app_version="1.3.0",status="500"} 55
      """;

  private static RolloutSpec.Analysis analysis() {
    var all = new Selector("hits_total", List.of());
    var bad = new Selector("hits_total", List.of(new Matcher("status", Operator.MATCHES, "5..")));
    return new RolloutSpec.Analysis(
        AnalysisPolicy.usual(1, new Metric.Errors("errors", 0.1, 0, Metric.Standing.NORMAL)),
        Map.of("errors", new MetricQuery.Share(bad, all)),
        Optional.of(new Origin.Prometheus("main")),
        "instance",
        Optional.of("app_version"),
        0,
        Duration.ofMinutes(1));
  }

  @Test
  void versions_are_told_apart_by_their_label_and_by_nothing_else() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/metrics",
        exchange -> {
          byte[] body = METRICS.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
    service.start();
    URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
    try (var prometheus = Prometheus.scraping(address)) {
      var counters =
          new RolloutCounters(
              (_, _) ->
                  Optional.of(
                      new PrometheusServer("main", prometheus.address(), new Access.Open())),
              _ -> Optional.empty(),
              analysis());
      var arms = new Arms(List.of(), List.of(), "1.4.0", "1.4.1+a.b");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> counters.begin(arms, MONDAY).metrics().getFirst().trouble().isEmpty());

      Reading.OfMetric errors = counters.begin(arms, MONDAY).metrics().getFirst();
      assertThat(sum(errors, Reading.TOTAL, true)).isEqualTo(102);
      assertThat(sum(errors, Reading.BAD, true)).isEqualTo(2);
      assertThat(sum(errors, Reading.TOTAL, false)).isEqualTo(909);
      assertThat(sum(errors, Reading.BAD, false)).isEqualTo(9);
      assertThat(errors.series())
          .extracting(Reading.Series::instance)
          .containsOnly(address.getAuthority());

      var unknown = new Arms(List.of(), List.of(), "1.4.0", "1.5.0");
      assertThat(counters.begin(unknown, MONDAY).metrics().getFirst().trouble())
          .hasValue("no counter of the canary, with app_version=\"1.5.0\", was found");
    } finally {
      service.stop(0);
    }
  }

  private static double sum(Reading.OfMetric metric, String part, boolean canary) {
    return metric.series().stream()
        .filter(one -> one.part().equals(part) && one.canary() == canary)
        .mapToDouble(Reading.Series::value)
        .sum();
  }
}
