package dev.signalbox.web;

import dev.signalbox.base.Json;
import dev.signalbox.engine.RolloutView;
import dev.signalbox.engine.RolloutView.Moment;
import dev.signalbox.engine.RolloutView.WindowView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A rollout as its run's page shows it: what both versions counted, window by window, and the
/// evidence with the moment of each decision. The table says all that the charts say.
///
/// @param metrics one chart and one table each
/// @param json the same for the script that draws
public record RolloutChart(RolloutView.Course course, List<OfMetric> metrics, String json) {

  /// @param name as the flow calls it
  /// @param observes whether it only says what it would do
  public record OfMetric(String name, boolean observes, List<Line> lines) {}

  /// One window of one metric. Of a histogram, what was slower than its middle edge.
  ///
  /// @param step counted from 1
  /// @param lnE the logarithm of the evidence against the new version
  /// @param gap why it could not be compared; empty if it could
  public record Line(
      Instant at,
      int step,
      double canaryBad,
      double canaryTotal,
      double stableBad,
      double stableTotal,
      double lnE,
      double lnPass,
      double allowance,
      String gap) {

    public String canary() {
      return share(canaryBad, canaryTotal);
    }

    public String stable() {
      return share(stableBad, stableTotal);
    }

    /// As odds.
    public String evidence() {
      return lnE > 20
          ? "over 100 million : 1"
          : String.format(Locale.ROOT, "%.3g : 1", Math.exp(lnE));
    }

    private static String share(double bad, double total) {
      return total == 0
          ? "no requests"
          : String.format(Locale.ROOT, "%.2f %% (%.0f of %.0f)", 100 * bad / total, bad, total);
    }
  }

  public static RolloutChart of(RolloutView.Course course) {
    Map<String, List<Line>> byMetric = new LinkedHashMap<>();
    Set<String> observing = new HashSet<>();
    for (WindowView window : course.windows()) {
      JsonNode counts = Json.mapper().readTree(window.counts().text());
      for (JsonNode point : Json.mapper().readTree(window.evidence().text())) {
        byMetric
            .computeIfAbsent(point.path("metric").asString(), _ -> new ArrayList<>())
            .add(line(window, counts, point));
        if (point.path("observes").asBoolean(false)) {
          observing.add(point.path("metric").asString());
        }
      }
    }
    List<OfMetric> metrics =
        byMetric.entrySet().stream()
            .map(e -> new OfMetric(e.getKey(), observing.contains(e.getKey()), e.getValue()))
            .toList();
    return new RolloutChart(course, metrics, json(metrics, course.moments()));
  }

  private static Line line(WindowView window, JsonNode counts, JsonNode point) {
    String metric = point.path("metric").asString();
    double middle = middleEdge(counts, metric);
    double[] sums = new double[4];
    for (JsonNode row : counts.path("rows")) {
      boolean ours = row.path("metric").asString().equals(metric);
      if (ours && (!row.has("le") || row.path("le").asDouble() == middle)) {
        int arm = row.path("arm").asString().equals("canary") ? 0 : 2;
        double total = row.path("total").asDouble();
        sums[arm] +=
            row.has("le") ? total - row.path("count").asDouble() : row.path("bad").asDouble();
        sums[arm + 1] += total;
      }
    }
    String gap = point.path("gap").asString("");
    return new Line(
        window.ended(),
        window.stage() + 1,
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        point.path("lnE").asDouble(),
        point.path("lnPass").asDouble(),
        point.path("allowance").asDouble(1),
        gap);
  }

  private static double middleEdge(JsonNode counts, String metric) {
    List<Double> edges = new ArrayList<>();
    for (JsonNode row : counts.path("rows")) {
      if (row.path("metric").asString().equals(metric) && row.has("le")) {
        edges.add(row.path("le").asDouble());
      }
    }
    List<Double> sorted = edges.stream().distinct().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private static String json(List<OfMetric> metrics, List<Moment> moments) {
    List<Map<String, Object>> charts = new ArrayList<>();
    for (OfMetric metric : metrics) {
      Map<String, Object> chart = new LinkedHashMap<>();
      chart.put("metric", metric.name());
      chart.put("at", metric.lines().stream().map(l -> seconds(l.at())).toList());
      chart.put(
          "canary",
          metric.lines().stream().map(l -> percent(l.canaryBad(), l.canaryTotal())).toList());
      chart.put(
          "stable",
          metric.lines().stream().map(l -> percent(l.stableBad(), l.stableTotal())).toList());
      chart.put("lnE", metric.lines().stream().map(Line::lnE).toList());
      chart.put("lnPass", metric.lines().stream().map(Line::lnPass).toList());
      charts.add(chart);
    }
    return Json.write(
        Map.of(
            "charts",
            charts,
            "moments",
            moments.stream()
                .map(m -> Map.of("at", seconds(m.at()), "kind", m.kind(), "says", m.sentence()))
                .toList()));
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }

  private static double percent(double bad, double total) {
    return total == 0 ? 0 : 100 * bad / total;
  }
}
