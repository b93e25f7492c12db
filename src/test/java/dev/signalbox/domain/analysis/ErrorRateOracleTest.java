package dev.signalbox.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The fold against a naive reading of its rules that keeps every sample and starts from the
/// beginning each time. A failure prints its seed.
class ErrorRateOracleTest {

  private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");

  @Test
  void folding_gives_the_verdict_that_keeping_everything_gives() {
    var ends = new TreeMap<String, Integer>();
    for (long seed = 0; seed < 4_000; seed++) {
      var story = new Story(new Random(seed));
      Watched watched = Watched.NOTHING;
      List<String> expected = NaiveErrorRate.verdicts(story.rule, story.samples);
      for (int n = 0; n < story.samples.size(); n++) {
        Sample sample = story.samples.get(n);
        watched = ErrorRate.take(story.rule, watched, sample);
        Verdict verdict = ErrorRate.verdict(story.rule, watched, sample.at());
        assertThat(word(verdict) + " " + verdict.progress().traffic())
            .as("seed %d, sample %d", seed, n)
            .isEqualTo(expected.get(n));
        assertThat(watched.recent()).hasSizeLessThanOrEqualTo(12);
      }
      String end = word(ErrorRate.verdict(story.rule, watched, story.end()));
      ends.merge(end.startsWith("breached") ? "breached" : end, 1, Integer::sum);
    }
    assertThat(ends)
        .as("every end comes about")
        .containsOnlyKeys(
            "breached",
            "passed",
            "watching",
            "counters-unread",
            "more-errors-than-requests",
            "no-requests",
            "too-few-requests");
  }

  @Test
  void asking_rarely_gives_the_verdict_that_asking_always_gives() {
    for (long seed = 0; seed < 1_000; seed++) {
      var story = new Story(new Random(seed));
      Verdict last = ErrorRate.verdict(story.rule, story.samples, story.end());
      for (Sample sample : story.samples) {
        Verdict then = ErrorRate.verdict(story.rule, story.samples, sample.at());
        if (then instanceof Verdict.Breached || then instanceof Verdict.Passed) {
          assertThat(last).as("seed %d", seed).isEqualTo(then);
        }
      }
    }
  }

  @Test
  void a_week_is_kept_in_no_more_room_than_an_hour() {
    var rule = ErrorRateRule.of(0.01, Duration.ofDays(7), Duration.ofSeconds(15));
    var json = JsonMapper.shared();
    Watched watched = Watched.NOTHING;
    int afterAnHour = 0;
    int samples = 7 * 24 * 60 * 4;
    for (int n = 0; n < samples; n++) {
      watched = ErrorRate.take(rule, watched, counted(n, n * 100.0, n * 0.5));
      afterAnHour = n == 240 ? json.writeValueAsString(watched).length() : afterAnHour;
    }
    String stored = json.writeValueAsString(watched);
    assertThat(stored.length()).isLessThan(afterAnHour + 12 * 100);

    Watched restored = json.readValue(stored, Watched.class);
    assertThat(restored).isEqualTo(watched);
    Sample last = counted(samples, samples * 100.0, samples * 0.5);
    Verdict verdict = ErrorRate.verdict(rule, ErrorRate.take(rule, restored, last), last.at());
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.progress().traffic()).isEqualTo(new Traffic(samples * 100.0, samples * 0.5));
  }

  @Test
  void replicas_that_come_and_go_for_ever_are_not_kept_for_ever() {
    var rule = ErrorRateRule.of(0.01, Duration.ofDays(7), Duration.ofSeconds(15));
    Watched watched = Watched.NOTHING;
    for (int n = 0; n < 40; n++) {
      List<Counter> replicas = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        replicas.add(new Counter(Map.of("instance", n + "-" + i), 1));
      }
      Instant at = MONDAY.plusSeconds(15L * n);
      watched = ErrorRate.take(rule, watched, new Sample.Counted(at, replicas, List.of()));
    }
    assertThat(watched.requests().known()).hasSize(20_000);
    assertThat(watched.traffic().requests()).isEqualTo(39_000);
  }

  private static Sample counted(int n, double requests, double errors) {
    return new Sample.Counted(
        MONDAY.plusSeconds(15L * n),
        List.of(new Counter(Map.of("status", "200"), requests)),
        List.of(new Counter(Map.of("status", "500"), Math.floor(errors))));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Watching w -> "watching";
      case Verdict.Passed p -> "passed";
      case Verdict.Breached b -> "breached at " + b.at();
      case Verdict.Inconclusive i -> i.reason().code();
    };
  }
}
