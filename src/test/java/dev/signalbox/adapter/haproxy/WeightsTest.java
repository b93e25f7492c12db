package dev.signalbox.adapter.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.rollout.Exposure;
import org.junit.jupiter.api.Test;

class WeightsTest {

  @Test
  void every_exposure_of_few_instances_is_met_within_a_tenth_of_a_percent() {
    for (int percent = 1; percent < 100; percent++) {
      for (int stables = 1; stables <= 2; stables++) {
        for (int canaries = 1; canaries <= 2; canaries++) {
          Weights weights = Weights.of(stables, canaries, new Exposure(percent));
          double canary = weights.canary() * canaries;
          double share = 100 * canary / (canary + weights.stable() * stables);
          assertThat(Math.abs(share - percent))
              .as("%d %% of %d and %d: %s", percent, stables, canaries, weights)
              .isLessThan(0.4);
          assertThat(weights.canary()).isBetween(1, 256);
          assertThat(weights.stable()).isBetween(1, 256);
        }
      }
    }
  }

  @Test
  void nothing_and_everything_are_exact() {
    assertThat(Weights.of(3, 1, Exposure.NONE).canary()).isZero();
    assertThat(Weights.of(3, 1, Exposure.ALL).stable()).isZero();
  }
}
