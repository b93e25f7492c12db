package dev.signalbox.domain.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SloDetectorTest {

  private static final Slo SLO =
      new Slo("errors", 0.999, 2, Duration.ofDays(30), Duration.ofMinutes(1));

  @Test
  void a_long_good_time_is_no_credit_for_a_bad_one() {
    SloDetector fresh = watched(SloDetector.start(SLO), 5, 1000, 20);
    SloDetector seasoned = watched(watched(SloDetector.start(SLO), 5000, 1000, 0), 5, 1000, 20);
    assertThat(fresh.isOpen()).isTrue();
    assertThat(seasoned.isOpen()).isTrue();
  }

  @Test
  void what_keeps_the_limit_is_no_incident() {
    assertThat(watched(SloDetector.start(SLO), 10_000, 1000, 1).isOpen()).isFalse();
  }

  @Test
  void a_month_without_requests_is_no_incident() {
    assertThat(watched(SloDetector.start(SLO), 50_000, 0, 0).isOpen()).isFalse();
  }

  @Test
  void one_quiet_window_does_not_end_an_incident_and_a_good_time_does() {
    SloDetector open = watched(SloDetector.start(SLO), 5, 1000, 20);
    assertThat(open.after(1000, 0).isOpen()).isTrue();
    assertThat(watched(open, 30, 1000, 0).isOpen()).isFalse();
  }

  @Test
  void it_can_be_stored_and_goes_on_as_if_nothing_had_been() {
    SloDetector detector = watched(SloDetector.start(SLO), 7, 1000, 3);
    SloDetector restored = SloDetector.restored(SLO, detector.doubles()).orElseThrow();
    assertThat(restored.after(1000, 2).doubles()).isEqualTo(detector.after(1000, 2).doubles());
    assertThat(SloDetector.restored(SLO, new double[3])).isEmpty();
  }

  private static SloDetector watched(SloDetector from, int windows, double total, double bad) {
    SloDetector detector = from;
    for (int i = 0; i < windows && !(detector.isOpen() && bad > 0); i++) {
      detector = detector.after(total, bad);
    }
    return detector;
  }
}
