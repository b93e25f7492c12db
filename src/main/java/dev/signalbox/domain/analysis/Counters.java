package dev.signalbox.domain.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is known of one selector's counters: the last value of every series, and when it was read.
///
/// A series that vanished is remembered: a replica that Prometheus missed once comes back with all
/// it ever counted, and none of that is news.
public record Counters(List<Known> known) {

  /// More series than this in one reading are too many to judge by.
  static final int MOST_IN_A_READING = 10_000;

  private static final int MOST_REMEMBERED = 2 * MOST_IN_A_READING;

  public static final Counters NONE = new Counters(List.of());

  /// @param at when it was last read
  public record Known(Counter counter, Instant at) {}

  public Counters {
    known = List.copyOf(known);
  }

  /// By how much these counters grew, series by series, up to a reading.
  ///
  /// * A value that went down belongs to a process that started anew: the whole value is growth.
  /// * A series that was not in the reading before is measured from the last value it had; if that
  ///   is older than the rule bridges, it grows only from here on.
  /// * A series never seen before began at zero if we would have seen it otherwise, that is if the
  ///   reading before was good; if not, it grows only from here on.
  /// * A series that is gone adds nothing.
  ///
  /// @param gapBefore whether the reading just before this one gave nothing
  double growth(ErrorRateRule rule, List<Counter> now, Instant at, boolean gapBefore) {
    Map<Map<String, String>, Known> before = byLabels();
    double growth = 0;
    for (Counter counter : now) {
      Known last = before.get(counter.labels());
      if (last == null) {
        growth += gapBefore ? 0 : counter.value();
      } else if (rule.bridges(last.at(), at)) {
        double from = last.counter().value();
        growth += counter.value() < from ? counter.value() : counter.value() - from;
      }
    }
    return growth;
  }

  /// The same after a reading. Of very many series, those that vanished longest ago are forgotten.
  Counters after(List<Counter> now, Instant at) {
    Map<Map<String, String>, Known> all = byLabels();
    now.forEach(counter -> all.put(counter.labels(), new Known(counter, at)));
    List<Known> kept = new ArrayList<>(all.values());
    if (kept.size() > MOST_REMEMBERED) {
      kept.sort(Comparator.comparing(Known::at).reversed());
      kept = kept.subList(0, MOST_REMEMBERED);
    }
    return new Counters(kept);
  }

  private Map<Map<String, String>, Known> byLabels() {
    Map<Map<String, String>, Known> series = HashMap.newHashMap(known.size());
    known.forEach(k -> series.put(k.counter().labels(), k));
    return series;
  }
}
