package dev.signalbox.domain.analysis;

import dev.signalbox.domain.analysis.evidence.Slo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The monitor of an objective: the same samples as [ErrorRate] takes, in windows of counts, and
/// evidence instead of a share. A few requests are no rate, and evidence knows that by itself.
public final class ErrorObjective {

  private ErrorObjective() {}

  /// What is watched after one more sample. Once the objective is broken, nothing is news.
  public static WatchedObjective take(
      ErrorRateRule rule, Slo slo, WatchedObjective before, Sample sample) {
    return before.broken().isPresent()
        ? before
        : before.after(slo, ErrorRate.take(rule, before.watched(), sample));
  }

  /// Why the objective is broken, in words for people; empty while nothing shows it.
  public static Optional<String> breach(ErrorRateRule rule, Slo slo, WatchedObjective watched) {
    return watched
        .broken()
        .map(evidence -> {
          var traffic = watched.watched().traffic();
          var progress =
              new Progress(traffic, rule.threshold(), watched.watched().time(), rule.lasting());
          return "Lately %s. More than %s %% is an incident: %s times what the objective of %s %% allows. %s In all %s, %s"
              .formatted(
                  watched.watched().recentTraffic().told(slo.limit()),
                  percent(slo.limit()),
                  Traffic.plain(BigDecimal.valueOf(slo.incidentAt())),
                  percent(slo.objective()),
                  Progress.capital(told(slo, evidence)),
                  traffic.told(rule.threshold()),
                  progress.rest());
        });
  }

  /// How far it is from a breach.
  public static String sentence(Slo slo, WatchedObjective watched) {
    return "Objective %s %%: %s"
        .formatted(
            percent(slo.objective()),
            told(slo, watched.broken().orElseGet(() -> watched.detector(slo).evidence())));
  }

  private static String told(Slo slo, double evidence) {
    return "evidence of an incident %s : 1, needed %s : 1 (a false alarm once in %s days, or less often)."
        .formatted(
            evidence < 10
                ? String.format(Locale.ROOT, "%.1f", evidence)
                : String.format(Locale.ROOT, "%,.0f", evidence),
            String.format(Locale.ROOT, "%,.0f", slo.needed()),
            days(slo.falseAlarmEvery()));
  }

  private static String days(Duration time) {
    return Traffic.plain(
        BigDecimal.valueOf(time.toMinutes())
            .divide(BigDecimal.valueOf(Duration.ofDays(1).toMinutes()), 2, RoundingMode.HALF_UP));
  }

  private static String percent(double share) {
    return Traffic.plain(Traffic.percent(share));
  }
}
