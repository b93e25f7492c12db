package dev.signalbox.domain.analysis.evidence;

import static dev.signalbox.domain.analysis.evidence.Stories.ERRORS;
import static dev.signalbox.domain.analysis.evidence.Stories.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final AnalysisPolicy POLICY = AnalysisPolicy.usual(3, ERRORS);

  @Test
  void it_has_the_ratios_that_the_test_does_not_exclude() {
    List<Window> windows = List.of(window(0, 0, new Counts(4500, 19, 85_500, 94)));
    Interval interval = Interval.of(POLICY, History.NONE, windows, ERRORS, Optional.empty(), 0.01);
    assertThat(interval.lower().orElseThrow()).isEqualTo(1.4, within(0.05));
    assertThat(interval.upper().orElseThrow()).isEqualTo(8.4, within(0.1));
  }

  @Test
  void without_windows_it_excludes_nothing() {
    assertThat(Interval.of(POLICY, History.NONE, List.of(), ERRORS, Optional.empty(), 0.01))
        .isEqualTo(new Interval(Optional.empty(), Optional.empty()));
  }
}
