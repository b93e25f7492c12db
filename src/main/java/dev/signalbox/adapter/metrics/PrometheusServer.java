package dev.signalbox.adapter.metrics;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.PortException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Counters as a Prometheus server last saw them, for services with many replicas.
public final class PrometheusServer implements MetricSource {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String called;
  private final URI api;
  private final Access access;
  private final Fetch fetch = new Fetch(Duration.ofSeconds(10));

  /// @param name how the settings call it
  /// @param address where it answers, with the path it may have, without `/api/v1`
  public PrometheusServer(String name, URI address, Access access) {
    this.called = "Prometheus '" + name + "'";
    this.api = URI.create(address.toString().replaceAll("/+$", "") + "/api/v1/query");
    this.access = access;
  }

  @Override
  public List<Series> read(Selector selector) {
    String query = URLEncoder.encode(selector.toString(), StandardCharsets.UTF_8);
    Fetch.Answer answer = fetch.get(URI.create(api + "?query=" + query), access.headers());
    return series(selector, good(selector, answer));
  }

  @Override
  public List<List<Series>> past(Selector selector, Instant from, Instant to, Duration step) {
    String query = URLEncoder.encode(selector.toString(), StandardCharsets.UTF_8);
    URI asked =
        URI.create(
            "%s_range?query=%s&start=%s&end=%s&step=%s"
                .formatted(
                    api,
                    query,
                    seconds(from.toEpochMilli()),
                    seconds(to.toEpochMilli()),
                    seconds(step.toMillis())));
    JsonNode data = good(selector, fetch.get(asked, access.headers()));
    Map<String, List<Series>> byInstant = new TreeMap<>(Comparator.comparing(BigDecimal::new));
    for (JsonNode one : data.path("result")) {
      Map<String, String> labels = labels(one.path("metric"));
      for (JsonNode sample : one.path("values")) {
        CounterValue.parse(sample.path(1).asString(""))
            .ifPresent(value ->
                byInstant
                    .computeIfAbsent(sample.path(0).asString(), _ -> new ArrayList<>())
                    .add(new Series(labels, value)));
      }
    }
    return List.copyOf(byInstant.values());
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private JsonNode good(Selector selector, Fetch.Answer answer) {
    if (answer.status() == 401 || answer.status() == 403) {
      throw new PortException(
          called + " does not let us ask. Check the user or token that the settings give for it.");
    }
    JsonNode body = json(answer);
    if (!body.path("status").asString("").equals("success")) {
      throw new PortException(
          "%s cannot answer %s: %s"
              .formatted(
                  called, selector, Excerpt.of(body.path("error").asString("no reason given"))));
    }
    if (!body.path("warnings").isEmpty()) {
      throw new PortException(
          "%s answers %s with a warning, so numbers may be missing: %s"
              .formatted(called, selector, Excerpt.of(body.path("warnings").path(0).asString(""))));
    }
    return body.path("data");
  }

  private JsonNode json(Fetch.Answer answer) {
    try {
      return JSON.readTree(answer.text());
    } catch (JacksonException unreadable) {
      throw new PortException(
          "%s answers %s and no JSON. Is %s the address of a Prometheus server?"
              .formatted(called, answer.status(), Fetch.told(api)),
          unreadable);
    }
  }

  private List<Series> series(Selector selector, JsonNode data) {
    if (!data.path("resultType").asString("").equals("vector")) {
      throw new PortException(
          called + " answers " + selector + " with something else than counters.");
    }
    List<Series> series = new ArrayList<>();
    for (JsonNode one : data.path("result")) {
      double value =
          CounterValue.parse(one.path("value").path(1).asString(""))
              .orElseThrow(() ->
                  new PortException(
                      called + " answers " + selector + " with a series that has no plain value."));
      series.add(new Series(labels(one.path("metric")), value));
    }
    return List.copyOf(series);
  }

  private static Map<String, String> labels(JsonNode metric) {
    Map<String, String> labels = new HashMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    labels.remove("__name__");
    labels.values().removeIf(String::isEmpty);
    return Map.copyOf(labels);
  }
}
