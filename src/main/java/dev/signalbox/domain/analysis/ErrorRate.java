package dev.signalbox.domain.analysis;

import dev.signalbox.base.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The monitor of a deployment: takes samples of what a service counts, and judges.
///
/// * Only time between two good samples that are close enough is watched time. A gap in the
///   readings stops the clock; it never passes a deployment, and never fails it.
/// * It is a breach when more than the threshold failed of all requests in the watched time, or of
///   those in its most recent fifth: a week of good traffic does not hide a bad hour. Either takes
///   a few requests and errors, since one of one is no rate.
/// * It is a pass when all the time was watched, requests came, and no more than the threshold
///   failed.
/// * Everything else holds, and says who can help.
///
/// Breach and pass are decided by samples alone, at the sample that shows them, and are final. So
/// the verdict does not depend on how often anybody asks.
public final class ErrorRate {

  private static final String A_PERSON = " A person who may stop the run can end it.";

  private ErrorRate() {}

  /// What is watched after one more sample. A sample that was taken already, or that comes after
  /// the end, changes nothing.
  public static Watched take(ErrorRateRule rule, Watched before, Sample sample) {
    if (!before.precedes(sample.at()) || breached(rule, before) || passed(rule, before)) {
      return before;
    }
    return switch (sample) {
      case Sample.Gap gap -> before.missed(gap);
      case Sample.Counted counted ->
          flaw(before, counted)
              .map(why -> before.missed(new Sample.Gap(counted.at(), why)))
              .orElseGet(() -> before.counted(rule, counted));
    };
  }

  /// What can be said now.
  public static Verdict verdict(ErrorRateRule rule, Watched watched, Instant now) {
    Traffic traffic = watched.traffic();
    var progress = new Progress(traffic, rule.threshold(), watched.time(), rule.lasting());
    if (breached(rule, watched)) {
      return new Verdict.Breached(
          progress,
          rule.brokenBy(traffic) ? Optional.empty() : Optional.of(watched.recentTraffic()),
          watched.last().orElseThrow());
    }
    if (passed(rule, watched)) {
      return new Verdict.Passed(progress);
    }
    return contradiction(watched)
        .or(() -> silence(rule, watched, now))
        .or(() -> tooLittle(rule, watched))
        .<Verdict>map(reason -> new Verdict.Inconclusive(progress, reason))
        .orElseGet(() -> new Verdict.Watching(progress, earliest(rule, watched, now)));
  }

  /// The verdict from all samples at once, in their order. Those later than now have not happened
  /// yet.
  public static Verdict verdict(ErrorRateRule rule, List<Sample> samples, Instant now) {
    Watched watched = Watched.NOTHING;
    for (Sample sample : samples) {
      watched = sample.at().isAfter(now) ? watched : take(rule, watched, sample);
    }
    return verdict(rule, watched, now);
  }

  private static boolean breached(ErrorRateRule rule, Watched watched) {
    return !watched.traffic().contradictsItself()
        && (rule.brokenBy(watched.traffic()) || rule.brokenBy(watched.recentTraffic()));
  }

  private static boolean passed(ErrorRateRule rule, Watched watched) {
    return complete(rule, watched)
        && watched.traffic().requests() > 0
        && !watched.traffic().exceeds(rule.threshold())
        && !watched.recentTraffic().contradictsItself();
  }

  private static boolean complete(ErrorRateRule rule, Watched watched) {
    return watched.time().compareTo(rule.lasting()) >= 0;
  }

  /// Why a reading cannot be used, though there was one.
  private static Optional<String> flaw(Watched before, Sample.Counted sample) {
    // Counters do not vanish from a service that lives. All of them gone is what Prometheus
    // answers about a service it cannot reach.
    if (sample.requests().isEmpty() && !before.requests().known().isEmpty()) {
      return Optional.of("The service counted requests before and shows no such counter now.");
    }
    return flaw("requests", sample.requests()).or(() -> flaw("errors", sample.errors()));
  }

  private static Optional<String> flaw(String what, List<Counter> counters) {
    if (counters.size() > Counters.MOST_IN_A_READING) {
      return Optional.of(
          "The selector of the %s means %s counters, and %s are the most. Choose fewer labels."
              .formatted(
                  what,
                  Traffic.number(counters.size()),
                  Traffic.number(Counters.MOST_IN_A_READING)));
    }
    if (counters.stream().map(Counter::labels).distinct().count() < counters.size()) {
      return Optional.of("Two counters of the %s have the same labels.".formatted(what));
    }
    return counters.stream()
        .filter(Predicate.not(Counter::counts))
        .findFirst()
        .map(
            c -> "A counter of the %s stands at %s, which is no count.".formatted(what, c.value()));
  }

  private static Optional<Reason> contradiction(Watched watched) {
    Traffic odd =
        watched.traffic().contradictsItself() ? watched.traffic() : watched.recentTraffic();
    return odd.contradictsItself()
        ? Optional.of(
            Reason.of(
                "more-errors-than-requests",
                "More errors (%s) than requests (%s) were counted: the selectors do not fit together."
                    .formatted(Traffic.number(odd.errors()), Traffic.number(odd.requests())),
                "Correct the selectors in the flow file, so that every error is one of the requests."
                    + A_PERSON))
        : Optional.empty();
  }

  private static Optional<Reason> silence(ErrorRateRule rule, Watched watched, Instant now) {
    boolean heard =
        watched.last().map(last -> rule.bridges(last, now)).orElse(watched.gap().isEmpty());
    String since =
        watched
            .last()
            .map(last -> "for " + Progress.told(Duration.between(last, now)))
            .orElse("yet");
    String why = watched.gap().map(gap -> ": " + gap.why()).orElse(".");
    return heard
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                "counters-unread",
                "The counters have not been read " + since + why,
                "The monitor goes on by itself when they can be read again." + A_PERSON));
  }

  private static Optional<Reason> tooLittle(ErrorRateRule rule, Watched watched) {
    if (!complete(rule, watched)) {
      return Optional.empty();
    }
    return Optional.of(
        watched.traffic().requests() == 0
            ? Reason.of(
                "no-requests",
                "No request came in all the time: nothing went wrong, and nothing shows that it works.",
                "The next requests end it. If there were some, correct the selector of the requests"
                    + " in the flow file."
                    + A_PERSON)
            : Reason.of(
                "too-few-requests",
                "More failed than the threshold lets through, but a breach takes %s requests and %s"
                        .formatted(rule.leastRequests(), rule.leastErrors())
                    + " errors.",
                "The next requests decide it." + A_PERSON));
  }

  private static Instant earliest(ErrorRateRule rule, Watched watched, Instant now) {
    Instant end = watched.last().orElse(now).plus(rule.lasting().minus(watched.time()));
    return end.isBefore(now) ? now : end;
  }
}
