package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.cli.WindowRows.Wrong;
import dev.signalbox.domain.analysis.evidence.Analysis;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy;
import dev.signalbox.domain.analysis.evidence.Metric;
import dev.signalbox.domain.analysis.evidence.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What a policy would have done with recorded rollouts: the very code that decides, over windows
/// from a file. The file is read twice, once for what is wrong with it and where each rollout ends,
/// and then rollout by rollout; no more of it is in memory than the rollouts that have begun and
/// not ended.
final class Backtest {

  private static final int MOST = 20;

  private final Path file;
  private final AnalysisPolicy policy;
  private final OptionalInt stages;
  private final Map<String, Integer> lastLines = new HashMap<>();
  private final Set<String> others = new TreeSet<>();

  /// @param stages how many the policy's rollout has; empty if it does not say
  Backtest(Path file, AnalysisPolicy policy, OptionalInt stages) {
    this.file = file;
    this.policy = policy;
    this.stages = stages;
  }

  /// @param each takes a rollout's name and what came of it, in the order in which they begin
  /// @throws CommandFailed with what is wrong in the file, each with its place
  void run(BiConsumer<String, Analysis> each) throws IOException {
    check();
    SequencedMap<String, RecordedRollout> open = new LinkedHashMap<>();
    Map<String, Analysis> waiting = new HashMap<>();
    try (WindowRows rows = new WindowRows(file)) {
      rows.header();
      while (rows.next()) {
        String rollout = rows.rollout();
        RecordedRollout recorded = open.computeIfAbsent(rollout, _ -> new RecordedRollout());
        Row row = rows.row();
        OptionalInt other = recorded.add(rows.window(), rows.stage(), row);
        if (other.isPresent()) {
          throw new CommandFailed(
              1,
              "%s: Window %d is of stage %d already. A window belongs to one stage."
                  .formatted(
                      Inert.line(rows.placeOfStage().toString()), rows.window(), other.getAsInt()));
        }
        if (rows.line() == lastLines.getOrDefault(rollout, 0)) {
          waiting.put(rollout, recorded.judged(policy, stages));
          open.put(rollout, new RecordedRollout());
          tellInOrder(open, waiting, each);
        }
      }
    }
  }

  private static void tellInOrder(
      SequencedMap<String, RecordedRollout> open,
      Map<String, Analysis> waiting,
      BiConsumer<String, Analysis> each) {
    while (!open.isEmpty()) {
      String first = open.sequencedKeySet().getFirst();
      Analysis judged = waiting.remove(first);
      if (judged == null) {
        return;
      }
      open.remove(first);
      each.accept(first, judged);
    }
  }

  private void check() throws IOException {
    List<Wrong> wrong = new ArrayList<>();
    Set<String> known =
        policy.metrics().stream().map(Metric::name).collect(Collectors.toUnmodifiableSet());
    try (WindowRows rows = new WindowRows(file)) {
      rows.header().ifPresent(wrong::add);
      boolean hasColumns = wrong.isEmpty();
      while (hasColumns && wrong.size() < MOST && rows.next()) {
        Optional<Wrong> found = rows.check();
        found.ifPresent(wrong::add);
        lastLines.put(rows.rollout(), rows.line());
        if (!known.contains(rows.metric())) {
          others.add(rows.metric());
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new CommandFailed(
          1,
          wrong.stream().map(Wrong::text).collect(Collectors.joining("\n"))
              + (wrong.size() == MOST ? "\nThere may be more." : ""));
    }
  }

  /// The metrics that the file counts and the policy does not name, after the run.
  Set<String> others() {
    return others;
  }
}
