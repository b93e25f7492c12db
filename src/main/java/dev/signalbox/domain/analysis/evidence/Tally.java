package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.base.Words;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One metric in one window, added up over the instances of each arm: by edge, if it has edges.
///
/// @param edges in their order; infinity alone where there are none
/// @param canaries how many instances of the canary were counted one by one; 0 if none was
/// @param baselines the same for the baseline
/// @param gap why there is nothing to compare, if there is not
record Tally(SortedMap<Double, Counts> edges, int canaries, int baselines, Optional<String> gap) {

  /// By the names of the metrics. A metric that no row speaks of is not in it.
  static Map<String, Tally> of(Window window) {
    Map<String, Adding> adding = new HashMap<>();
    window.rows().forEach(row -> adding.computeIfAbsent(row.metric(), _ -> new Adding()).add(row));
    Map<String, Tally> tallies = new HashMap<>();
    adding.forEach((metric, sums) -> tallies.put(metric, sums.tally()));
    window.gaps().forEach(gap -> tallies.put(gap.metric(), missing(gap.why())));
    return tallies;
  }

  static Tally missing(String why) {
    return new Tally(new TreeMap<>(), 0, 0, Optional.of(why));
  }

  boolean hasEdges() {
    return !edges.isEmpty() && Double.isFinite(edges.firstKey());
  }

  /// The counts of one edge. They are left out where not every instance has it.
  private static final class Adding {

    private final Map<Double, Map<Arm, Sums>> sums = new HashMap<>();
    private final Map<Arm, Set<String>> instances =
        Map.of(Arm.CANARY, new HashSet<>(), Arm.BASELINE, new HashSet<>());
    private boolean unsound;

    void add(Row row) {
      unsound |= !row.isSound();
      instancesOf(row.arm()).add(row.instance());
      sums.computeIfAbsent(row.edge(), _ -> new HashMap<>())
          .computeIfAbsent(row.arm(), _ -> new Sums())
          .add(row.total(), row.against());
    }

    private Set<String> instancesOf(Arm arm) {
      return Objects.requireNonNull(instances.get(arm));
    }

    Tally tally() {
      if (unsound) {
        return missing("its counts do not fit each other");
      }
      for (Arm arm : List.of(Arm.CANARY, Arm.BASELINE)) {
        if (instancesOf(arm).isEmpty()) {
          return missing("nothing was counted of the " + Words.of(arm));
        }
      }
      SortedMap<Double, Counts> edges = new TreeMap<>();
      sums.forEach((edge, arms) -> {
        Sums canary = arms.get(Arm.CANARY);
        Sums baseline = arms.get(Arm.BASELINE);
        if (canary != null
            && baseline != null
            && canary.number == instancesOf(Arm.CANARY).size()
            && baseline.number == instancesOf(Arm.BASELINE).size()) {
          edges.put(
              edge, new Counts(canary.total(), canary.bad(), baseline.total(), baseline.bad()));
        }
      });
      if (edges.isEmpty()) {
        return missing("the instances have no edge in common");
      }
      Counts any = edges.sequencedValues().getFirst();
      Optional<String> gap =
          any.canaryTotal() == 0
              ? Optional.of("the canary had no requests")
              : any.baselineTotal() == 0
                  ? Optional.of("the baseline had no requests")
                  : Optional.empty();
      return new Tally(
          edges, named(instancesOf(Arm.CANARY)), named(instancesOf(Arm.BASELINE)), gap);
    }

    private static int named(Collection<String> instances) {
      return (int) instances.stream().filter(name -> !name.isEmpty()).count();
    }
  }

  /// Sums that do not depend on the order, to the last digit.
  private static final class Sums {

    private double[] totals = new double[4];
    private double[] bads = new double[4];
    private int number;

    void add(double total, double bad) {
      if (number == totals.length) {
        totals = Arrays.copyOf(totals, 2 * number);
        bads = Arrays.copyOf(bads, 2 * number);
      }
      totals[number] = total;
      bads[number++] = bad;
    }

    double total() {
      return sum(totals);
    }

    double bad() {
      return sum(bads);
    }

    private double sum(double[] values) {
      if (number > 2) {
        Arrays.sort(values, 0, number);
      }
      double sum = 0;
      for (int i = 0; i < number; i++) {
        sum += values[i];
      }
      return sum;
    }
  }
}
