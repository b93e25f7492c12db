package dev.signalbox.cli;

import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.History;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rows of one rollout, until there are no more of them; then what a policy would have done.
final class RecordedRollout {

  private final TreeMap<Integer, List<Row>> rows = new TreeMap<>();
  private final Map<Integer, Integer> stages = new HashMap<>();

  /// @return the stage that the window has already, if it is another
  OptionalInt add(int window, int stage, Row row) {
    Integer known = stages.putIfAbsent(window, stage);
    if (known != null && known != stage) {
      return OptionalInt.of(known);
    }
    rows.computeIfAbsent(window, _ -> new ArrayList<>()).add(row);
    return OptionalInt.empty();
  }

  /// @param planned how many stages the policy's rollout has; if it does not say, as many as were
  ///   recorded
  Analysis judged(AnalysisPolicy policy, OptionalInt planned) {
    List<Window> history = new ArrayList<>();
    List<Window> windows = new ArrayList<>();
    Set<Integer> compared = stagesWithBoth();
    rows.forEach((number, counted) -> {
      int stage = stages.getOrDefault(number, 0);
      if (number >= 0 && !compared.isEmpty() && !compared.contains(stage)) {
        return;
      }
      if (number < 0) {
        history.add(Window.history(number, settled(counted)));
      } else {
        fill(windows, number);
        windows.add(Window.of(number, stage, settled(counted)));
      }
    });
    return Analysis.replay(
        policy.withStages(planned.orElse(Math.max(1, compared.size()))),
        History.of(history),
        windows);
  }

  /// Where one version has all the traffic there is nothing to compare, and nothing is missing.
  private Set<Integer> stagesWithBoth() {
    Map<Integer, Set<Arm>> arms = new HashMap<>();
    rows.tailMap(0)
        .forEach((number, counted) -> {
          for (Row row : counted) {
            if (row.total() > 0) {
              arms.computeIfAbsent(stages.getOrDefault(number, 0), _ -> EnumSet.noneOf(Arm.class))
                  .add(row.arm());
            }
          }
        });
    return arms.entrySet().stream()
        .filter(stage -> stage.getValue().size() == Arm.values().length)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Windows that the file leaves out were not counted.
  private static void fill(List<Window> windows, int until) {
    if (windows.isEmpty()) {
      return;
    }
    Window last = windows.getLast();
    for (int number = last.number() + 1; number < until; number++) {
      windows.add(Window.of(number, last.stage(), List.of()));
    }
  }

  /// With the totals that another row has, and without the edge that all requests are under.
  private static List<Row> settled(List<Row> counted) {
    if (counted.stream().allMatch(row -> row.bucket().isEmpty())) {
      return counted;
    }
    record Key(String metric, Arm arm, String instance) {}
    Map<Key, Double> totals = new HashMap<>();
    for (Row row : counted) {
      row.bucket()
          .filter(bucket -> Double.isInfinite(bucket.le()))
          .ifPresent(bucket ->
              totals.put(new Key(row.metric(), row.arm(), row.instance()), bucket.count()));
    }
    List<Row> settled = new ArrayList<>();
    for (Row row : counted) {
      if (row.bucket().isEmpty()) {
        settled.add(row);
      } else if (Double.isFinite(row.bucket().get().le())) {
        double total =
            row.total() == WindowRows.ELSEWHERE
                ? totals.getOrDefault(new Key(row.metric(), row.arm(), row.instance()), Double.NaN)
                : row.total();
        settled.add(
            Row.bucket(
                row.metric(),
                row.arm(),
                row.instance(),
                total,
                row.bucket().get().le(),
                row.bucket().get().count()));
      }
    }
    return settled;
  }
}
