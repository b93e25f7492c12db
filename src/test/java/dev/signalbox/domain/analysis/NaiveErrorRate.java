package dev.signalbox.domain.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The rules of the monitor, written down a second time and as simply as can be: all samples are
/// kept, and everything is counted anew for every question. Shares no code with the real one.
final class NaiveErrorRate {

  private final ErrorRateRule rule;
  private final List<Sample> samples = new ArrayList<>();

  private NaiveErrorRate(ErrorRateRule rule, List<Sample> taken) {
    this.rule = rule;
    for (Sample sample : taken) {
      if (samples.isEmpty() || sample.at().isAfter(samples.getLast().at())) {
        samples.add(sample);
      }
    }
  }

  /// After each sample the verdict in a word, and the traffic it stands on. The first end is the
  /// last word.
  static List<String> verdicts(ErrorRateRule rule, List<Sample> taken) {
    List<String> verdicts = new ArrayList<>();
    for (int n = 1; n <= taken.size(); n++) {
      boolean ended = n > 1 && verdicts.getLast().matches("(passed|breached).*");
      verdicts.add(
          ended
              ? verdicts.getLast()
              : new NaiveErrorRate(rule, taken.subList(0, n)).now(taken.get(n - 1).at()));
    }
    return verdicts;
  }

  private String now(Instant now) {
    double requests = sum(Sample.Counted::requests, false);
    double errors = sum(Sample.Counted::errors, false);
    double lateRequests = sum(Sample.Counted::requests, true);
    double lateErrors = sum(Sample.Counted::errors, true);
    Optional<Instant> last = lastGood();
    boolean over = broken(requests, errors) || broken(lateRequests, lateErrors);
    boolean odd = errors > requests || lateErrors > lateRequests;
    String word;
    if (over && errors <= requests) {
      word = "breached at " + last.orElseThrow();
    } else if (watched() >= rule.lasting().toMillis()
        && !odd
        && requests > 0
        && errors / requests <= rule.threshold()) {
      word = "passed";
    } else if (odd) {
      word = "more-errors-than-requests";
    } else if (last.isEmpty() || last.get().plusSeconds(30).isBefore(now)) {
      word = "counters-unread";
    } else if (watched() < rule.lasting().toMillis()) {
      word = "watching";
    } else {
      word = requests == 0 ? "no-requests" : "too-few-requests";
    }
    return word + " " + new Traffic(requests, errors);
  }

  private boolean broken(double requests, double errors) {
    return requests >= 20
        && errors >= 2
        && errors <= requests
        && errors / requests > rule.threshold();
  }

  private long watched() {
    long millis = 0;
    for (int i = 0; i < samples.size(); i++) {
      millis += stretchEndingAt(i).map(Duration::toMillis).orElse(0L);
    }
    return millis;
  }

  private double sum(Function<Sample.Counted, List<Counter>> which, boolean late) {
    double sum = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (stretchEndingAt(i).isEmpty()
          || (late && slice(samples.get(i).at()) <= slice(lastGood().orElseThrow()) - 12)) {
        continue;
      }
      for (Counter counter : which.apply((Sample.Counted) samples.get(i))) {
        sum += growth(which, i, counter);
      }
    }
    return sum;
  }

  private double growth(Function<Sample.Counted, List<Counter>> which, int i, Counter counter) {
    for (int before = i - 1; before >= 0; before--) {
      if (!good(before)) {
        continue;
      }
      for (Counter earlier : which.apply((Sample.Counted) samples.get(before))) {
        if (earlier.labels().equals(counter.labels())) {
          boolean tooOld = samples.get(before).at().plusSeconds(30).isBefore(samples.get(i).at());
          boolean restarted = counter.value() < earlier.value();
          return tooOld ? 0 : restarted ? counter.value() : counter.value() - earlier.value();
        }
      }
    }
    return good(i - 1) ? counter.value() : 0;
  }

  /// The time since the good sample before, if this one is good and that one close enough.
  private Optional<Duration> stretchEndingAt(int i) {
    if (!good(i)) {
      return Optional.empty();
    }
    int before = i - 1;
    while (before >= 0 && !good(before)) {
      before--;
    }
    return before < 0
        ? Optional.empty()
        : Optional.of(Duration.between(samples.get(before).at(), samples.get(i).at()))
            .filter(d -> d.toMillis() <= 30_000);
  }

  private Optional<Instant> lastGood() {
    for (int i = samples.size() - 1; i >= 0; i--) {
      if (good(i)) {
        return Optional.of(samples.get(i).at());
      }
    }
    return Optional.empty();
  }

  private boolean good(int i) {
    if (!(samples.get(i) instanceof Sample.Counted counted)) {
      return false;
    }
    for (List<Counter> side : List.of(counted.requests(), counted.errors())) {
      for (Counter counter : side) {
        if (!(counter.value() >= 0) || Double.isInfinite(counter.value())) {
          return false;
        }
        if (side.stream().filter(c -> c.labels().equals(counter.labels())).count() > 1) {
          return false;
        }
      }
    }
    if (counted.requests().isEmpty()) {
      for (int before = 0; before < i; before++) {
        if (good(before) && !((Sample.Counted) samples.get(before)).requests().isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private long slice(Instant at) {
    return at.toEpochMilli() / (rule.lasting().toMillis() / 60);
  }
}
