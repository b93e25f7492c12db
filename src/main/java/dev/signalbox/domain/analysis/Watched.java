package dev.signalbox.domain.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a monitor has watched so far. Every sample is folded into it and need not be kept: it is as
/// large after a week as after a minute. Plain values, made to be stored.
///
/// @param requests the counters of the requests, as last read
/// @param errors the counters of the errors, as last read
/// @param last when the last good sample was taken
/// @param gap the newest sample, if it is a gap
/// @param time how long was watched: the sum of the times between good samples close enough
/// @param traffic what happened in that time
/// @param recent what of it happened in the most recent fifth, oldest first
public record Watched(
    Counters requests,
    Counters errors,
    Optional<Instant> last,
    Optional<Sample.Gap> gap,
    Duration time,
    Traffic traffic,
    List<Slice> recent) {

  /// Before the first sample.
  public static final Watched NOTHING =
      new Watched(
          Counters.NONE,
          Counters.NONE,
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          Traffic.NONE,
          List.of());

  /// @param number counted from the epoch in slices of the rule's duration
  public record Slice(long number, Traffic traffic) {}

  public Watched {
    recent = List.copyOf(recent);
  }

  /// What happened in the most recent fifth of the duration, as seen from the last good sample.
  public Traffic recentTraffic() {
    return recent.stream().map(Slice::traffic).reduce(Traffic.NONE, Traffic::plus);
  }

  /// Whether a sample of this instant is news. One that was taken before is not.
  boolean precedes(Instant at) {
    return last.map(at::isAfter).orElse(true)
        && gap.map(Sample.Gap::at).map(at::isAfter).orElse(true);
  }

  Watched missed(Sample.Gap sample) {
    return new Watched(requests, errors, last, Optional.of(sample), time, traffic, recent);
  }

  Watched counted(ErrorRateRule rule, Sample.Counted sample) {
    Instant at = sample.at();
    Optional<Instant> from = last.filter(l -> rule.bridges(l, at));
    Traffic added = from.isPresent() ? growth(rule, sample) : Traffic.NONE;
    return new Watched(
        requests.after(sample.requests(), at),
        errors.after(sample.errors(), at),
        Optional.of(at),
        Optional.empty(),
        from.map(f -> time.plus(Duration.between(f, at))).orElse(time),
        traffic.plus(added),
        recentAfter(rule, rule.slice(at), added));
  }

  private Traffic growth(ErrorRateRule rule, Sample.Counted sample) {
    return new Traffic(
        requests.growth(rule, sample.requests(), sample.at(), gap.isPresent()),
        errors.growth(rule, sample.errors(), sample.at(), gap.isPresent()));
  }

  private List<Slice> recentAfter(ErrorRateRule rule, long now, Traffic added) {
    List<Slice> slices = new ArrayList<>(recent);
    slices.removeIf(slice -> !rule.recent(slice.number(), now));
    if (!slices.isEmpty() && slices.getLast().number() == now) {
      slices.add(new Slice(now, slices.removeLast().traffic().plus(added)));
    } else {
      slices.add(new Slice(now, added));
    }
    return slices;
  }
}
