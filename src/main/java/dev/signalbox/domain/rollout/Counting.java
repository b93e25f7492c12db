package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.rollout.Reading.OfMetric;
import dev.signalbox.domain.rollout.Reading.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Two readings make a window: by how much each instance's counters grew between them. What is
/// counted by the window anyway is taken as it is.
///
/// Where a counter was reset, vanished or is no count, the metric has no counts in that window, in
/// neither arm: half a comparison would be none. A series that comes new began at nothing, for its
/// instance was read before.
public final class Counting {

  /// The largest whole number up to which a double counts every single one.
  private static final double MOST = 1L << 53;

  private Counting() {}

  /// @param number of the window, and the stage it belongs to
  public static Window window(int number, int stage, Reading before, Reading after) {
    List<Row> rows = new ArrayList<>();
    List<Window.Gap> gaps = new ArrayList<>();
    for (OfMetric now : after.metrics()) {
      Optional<OfMetric> then =
          now.since().isPresent() ? Optional.of(nothing(now.metric())) : before.of(now.metric());
      Optional<String> flaw =
          then.isEmpty()
              ? Optional.of("it was not read before")
              : then.get()
                  .trouble()
                  .or(now::trouble)
                  .or(() -> otherTime(before, now))
                  .or(() -> flaw(then.get(), now));
      if (flaw.isPresent()) {
        gaps.add(new Window.Gap(now.metric(), flaw.get()));
      } else {
        rows.addAll(rows(now.metric(), then.orElseThrow(), now));
      }
    }
    return new Window(number, stage, rows, gaps);
  }

  /// What counts of a window are measured from.
  private static OfMetric nothing(String metric) {
    return OfMetric.standing(metric, Optional.empty(), List.of());
  }

  private static Optional<String> otherTime(Reading before, OfMetric now) {
    return now.since()
        .filter(since -> !since.equals(before.at()))
        .map(since ->
            "it was counted since %s, and the window began %s".formatted(since, before.at()));
  }

  private static Optional<String> flaw(OfMetric before, OfMetric after) {
    Map<String, Series> then = new HashMap<>();
    for (Series series : before.series()) {
      then.put(key(series), series);
    }
    Map<String, Series> now = new HashMap<>();
    for (Series series : after.series()) {
      if (!(series.value() >= 0 && series.value() <= MOST)) {
        return Optional.of(
            "a counter of %s stands at %s, which is no count"
                .formatted(series.instance(), series.value()));
      }
      if (now.put(key(series), series) != null) {
        return Optional.of("two counters of %s have the same labels".formatted(series.instance()));
      }
      Series last = then.get(key(series));
      if (last != null && series.value() < last.value()) {
        return Optional.of("a counter of %s was reset".formatted(series.instance()));
      }
    }
    return then.values().stream()
        .filter(series -> !now.containsKey(key(series)))
        .findFirst()
        .map(gone -> "a counter of %s has vanished".formatted(gone.instance()));
  }

  private static String key(Series series) {
    return series.part()
        + (series.canary() ? " canary " : " baseline ")
        + series.instance()
        + ' '
        + series.labels();
  }

  private static List<Row> rows(String metric, OfMetric before, OfMetric after) {
    Map<String, Double> then = new HashMap<>();
    before.series().forEach(series -> then.put(key(series), series.value()));
    Map<Counted, Grown> instances = new TreeMap<>();
    for (Series series : after.series()) {
      instances
          .computeIfAbsent(Counted.by(series), _ -> new Grown())
          .add(series.part(), series.value() - then.getOrDefault(key(series), 0.0));
    }
    List<Row> rows = new ArrayList<>();
    instances.forEach((by, grown) -> rows.addAll(grown.rows(metric, by)));
    return rows;
  }

  /// Who counted: an instance, or an arm as a whole.
  private record Counted(String instance, Arm arm) implements Comparable<Counted> {

    static Counted by(Series series) {
      return new Counted(series.instance(), series.canary() ? Arm.CANARY : Arm.BASELINE);
    }

    @Override
    public int compareTo(Counted other) {
      int instances = instance.compareTo(other.instance);
      return instances == 0 ? arm.compareTo(other.arm) : instances;
    }
  }

  /// What one instance counted.
  private static final class Grown {

    private final Map<Double, Double> edges = new TreeMap<>();
    private double total;
    private double bad;

    void add(String part, double growth) {
      switch (part) {
        case Reading.TOTAL -> total += growth;
        case Reading.BAD -> bad += growth;
        default -> edges.merge(Double.parseDouble(part), growth, Double::sum);
      }
    }

    List<Row> rows(String metric, Counted by) {
      return edges.isEmpty()
          ? List.of(Row.of(metric, by.arm(), by.instance(), total, bad))
          : edges.entrySet().stream()
              .map(edge ->
                  Row.bucket(
                      metric, by.arm(), by.instance(), total, edge.getKey(), edge.getValue()))
              .toList();
    }
  }
}
