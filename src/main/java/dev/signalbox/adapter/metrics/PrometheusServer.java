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
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Counters as a Prometheus server last saw them, for services with many replicas.
public final class PrometheusServer implements MetricSource {

  private static final JsonMapper JSON = JsonMapper.shared();

  /// How often Prometheus scrapes if nobody says so; it counts where only one sample is known.
  private static final Duration USUALLY = Duration.ofMinutes(1);

  private static final Duration A_SCRAPE = Duration.ofSeconds(1);

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
    return series(selector, ask(selector, selector.toString()));
  }

  private JsonNode ask(Selector selector, String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return good(selector, fetch.get(URI.create(api + "?query=" + query), access.headers()));
  }

  /// Ages are by Prometheus' own clock. How often it scrapes is seen in the samples of the last ten
  /// minutes; a scrape takes time itself, so a quarter more, or a second, is nothing.
  @Override
  public Optional<Late> late(Selector selector) {
    return series(selector, ask(selector, "time() - timestamp(%s)".formatted(selector))).stream()
        .max(Comparator.comparingDouble(Series::value))
        .flatMap(oldest -> {
          Duration age = Duration.ofMillis(Math.round(oldest.value() * 1000));
          Duration every = every(selector, oldest.labels());
          Duration slack = every.dividedBy(4);
          Duration most = every.plus(slack.compareTo(A_SCRAPE) < 0 ? A_SCRAPE : slack);
          return age.compareTo(most) > 0
              ? Optional.of(new Late(oldest.labels(), age, every))
              : Optional.empty();
        });
  }

  /// The median of the times between the samples of one series.
  private Duration every(Selector selector, Map<String, String> labels) {
    List<Selector.Matcher> exactly =
        labels.entrySet().stream()
            .map(label ->
                new Selector.Matcher(label.getKey(), Selector.Operator.EQUAL, label.getValue()))
            .toList();
    JsonNode data = ask(selector, new Selector(selector.metric(), exactly) + "[10m]");
    List<Double> at = new ArrayList<>();
    for (JsonNode sample : data.path("result").path(0).path("values")) {
      at.add(sample.path(0).asDouble());
    }
    List<Double> between = new ArrayList<>();
    for (int i = 1; i < at.size(); i++) {
      between.add(at.get(i) - at.get(i - 1));
    }
    between.sort(Comparator.naturalOrder());
    return between.isEmpty()
        ? USUALLY
        : Duration.ofMillis(Math.round(between.get(between.size() / 2) * 1000));
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
