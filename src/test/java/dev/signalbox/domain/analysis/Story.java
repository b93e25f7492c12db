package dev.signalbox.domain.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A service that is watched, from a seed: counters that grow, restart, vanish, come back and turn
/// to nonsense; readings that fail, come late, come twice.
final class Story {

  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
  private static final double[] THRESHOLDS = {0, 0.05, 0.2, 0.5, 1};

  final ErrorRateRule rule;
  final List<Sample> samples = new ArrayList<>();

  private final Random random;
  private final Map<String, Double> counters = new TreeMap<>();
  private final double failing;
  private final boolean wrongSelectors;
  private final boolean idle;

  Story(Random random) {
    this.random = random;
    this.rule =
        new ErrorRateRule(
            THRESHOLDS[random.nextInt(THRESHOLDS.length)],
            Duration.ofSeconds(60L * (1 + random.nextInt(6))),
            Duration.ofSeconds(30),
            20,
            2);
    this.failing = random.nextInt(3) * 0.1;
    this.wrongSelectors = random.nextInt(10) == 0;
    this.idle = random.nextInt(10) == 0;
    Instant at = MONDAY;
    int length = 5 + random.nextInt(50);
    for (int n = 0; n < length; n++) {
      at = at.plusMillis(step());
      live();
      samples.add(sample(at));
      if (one(20)) {
        samples.add(samples.get(random.nextInt(samples.size())));
      }
    }
  }

  Instant end() {
    return samples.stream().map(Sample::at).max(Instant::compareTo).orElse(MONDAY);
  }

  private long step() {
    return one(25)
        ? 31_000 + random.nextInt(200_000)
        : one(6) ? 30_000 : 9_000 + random.nextInt(2_000);
  }

  private void live() {
    for (String replica : List.of("a", "b", "c")) {
      if (one(15)) {
        counters.keySet().removeIf(name -> name.startsWith(replica));
      }
      grow(replica + "-ok", idle ? 0 : random.nextInt(20));
      grow(replica + "-failed", random.nextDouble() < failing ? random.nextInt(12) : 0);
    }
  }

  private void grow(String name, int more) {
    if (more > 0 || one(10)) {
      counters.merge(name, (double) more, Double::sum);
    }
  }

  private Sample sample(Instant at) {
    if (one(8)) {
      return new Sample.Gap(at, "Nobody answers.");
    }
    List<Counter> requests = new ArrayList<>();
    List<Counter> errors = new ArrayList<>();
    boolean nothing = one(30);
    counters.forEach((name, value) -> {
      var counter = new Counter(Map.of("name", name), one(200) ? nonsense() : value);
      if (nothing || one(25)) {
        return; // hidden this once
      }
      requests.add(counter);
      if (name.endsWith("failed")) {
        errors.add(wrongSelectors ? new Counter(counter.labels(), 7 * value) : counter);
      }
    });
    if (one(60)) {
      requests.addAll(List.copyOf(requests));
    }
    return new Sample.Counted(at, requests, errors);
  }

  private double nonsense() {
    return List.of(Double.NaN, -3.0, Double.POSITIVE_INFINITY).get(random.nextInt(3));
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }
}
