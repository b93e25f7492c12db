package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.base.Utc;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.domain.rollout.Reading.OfMetric;
import dev.signalbox.flow.RolloutSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The counts of one window that the team's own programs post. They are waited for, for as long as
/// the flow says; then nothing more comes in, and the window is judged by what is there.
///
/// @param number of the window, and when it began
record PostedCounts(
    Rollouts rollouts, RunId run, RolloutSpec.Analysis analysis, int number, Instant from) {

  /// What was posted, when all is there or its time is up.
  ///
  /// @param until when the window was over
  /// @return empty while it is waited for
  Optional<List<Posting>> whole(Instant until, Instant now) {
    if (analysis.posted().isEmpty()) {
      return Optional.of(List.of());
    }
    boolean inTime = now.isBefore(until.plus(analysis.postedWithin()));
    return inTime && !awaited(rollouts.posted(run, number, from)).isEmpty()
        ? Optional.empty()
        : Optional.of(rollouts.close(run, number, from));
  }

  /// What is said while it is waited for.
  String waiting(Instant until) {
    return "Window %d is over; until %s it waits for somebody to post the counts of %s."
        .formatted(
            number,
            Utc.at(until.plus(analysis.postedWithin())),
            String.join(", and of ", awaited(rollouts.posted(run, number, from))));
  }

  /// Metric by metric, whose counts are not there.
  private List<String> awaited(List<Posting> posted) {
    return analysis.posted().stream()
        .filter(metric -> !missing(metric, posted).isEmpty())
        .map(metric -> "'%s': %s".formatted(metric, missing(metric, posted)))
        .toList();
  }

  private static String missing(String metric, List<Posting> posted) {
    return Arrays.stream(Arm.values())
        .filter(arm ->
            posted.stream().noneMatch(one -> one.metric().equals(metric) && one.arm() == arm))
        .map(arm -> "the " + Words.of(arm))
        .collect(Collectors.joining(" and "));
  }

  /// A metric's counts of the window, as far as they were posted.
  OfMetric of(String metric, List<Posting> posted) {
    String missing = missing(metric, posted);
    return missing.isEmpty()
        ? OfMetric.since(from, metric, series(metric, posted))
        : OfMetric.uncounted(
            from,
            metric,
            "nobody posted the counts of %s within %s after it was over"
                .formatted(missing, Utc.lasting(analysis.postedWithin())));
  }

  private static List<Reading.Series> series(String metric, List<Posting> posted) {
    Set<Reading.Series> series = new LinkedHashSet<>();
    posted.stream()
        .filter(one -> one.metric().equals(metric))
        .flatMap(one -> one.rows().stream())
        .flatMap(PostedCounts::series)
        .forEach(series::add);
    return List.copyOf(series);
  }

  private static Stream<Reading.Series> series(Row row) {
    boolean canary = row.arm() == Arm.CANARY;
    return Stream.of(
        new Reading.Series(Reading.TOTAL, canary, row.instance(), "", row.total()),
        row.bucket()
            .map(bucket ->
                new Reading.Series(
                    Double.toString(bucket.le()), canary, row.instance(), "", bucket.count()))
            .orElseGet(
                () -> new Reading.Series(Reading.BAD, canary, row.instance(), "", row.bad())));
  }
}
