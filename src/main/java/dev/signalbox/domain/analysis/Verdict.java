package dev.signalbox.domain.analysis;

import dev.signalbox.base.Reason;
import java.time.Instant;
import java.util.Optional;

/// What a monitor says of a deployment. Two of the four are final: passed and breached.
public sealed interface Verdict {

  /// The numbers it stands on.
  Progress progress();

  /// All of it, in words for people.
  String sentence();

  /// All is well so far.
  ///
  /// @param earliest when it can have been watched long enough, if no reading fails
  record Watching(Progress progress, Instant earliest) implements Verdict {
    @Override
    public String sentence() {
      return progress.sentence();
    }
  }

  /// Watched to the end, and never over the threshold.
  record Passed(Progress progress) implements Verdict {
    @Override
    public String sentence() {
      return progress.sentence();
    }
  }

  /// Over the threshold.
  ///
  /// @param recent the traffic of the most recent fifth, if that alone was over it
  /// @param at the sample that showed it
  record Breached(Progress progress, Optional<Traffic> recent, Instant at) implements Verdict {
    @Override
    public String sentence() {
      return recent
          .map(late ->
              "Lately %s; in all %s, %s"
                  .formatted(
                      late.told(progress.threshold()),
                      progress.traffic().told(progress.threshold()),
                      progress.rest()))
          .orElseGet(progress::sentence);
    }
  }

  /// Nobody can tell. It holds the deployment where it is; time alone neither passes nor fails it.
  ///
  /// @param reason what is missing, and who can help
  record Inconclusive(Progress progress, Reason reason) implements Verdict {
    @Override
    public String sentence() {
      return reason.sentence() + " " + progress.sentence();
    }
  }
}
