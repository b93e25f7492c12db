package dev.signalbox.domain.rollout;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Utc;
import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Arm;
import dev.signalbox.domain.analysis.evidence.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts of one metric that somebody posts: all that one arm counted in one window.
///
/// @param window its number, and when it began
/// @param key chosen by whoever posts; the same counts under the same key again change nothing
/// @param rows one for each instance, or one for the arm as a whole; of a histogram one for each
///   edge
public record Posting(
    String metric, int window, Instant from, Arm arm, String key, List<Row> rows) {

  public Posting {
    rows = List.copyOf(rows);
  }

  /// What is known where a posting comes in.
  ///
  /// @param open the window that is counted now, or waited for
  /// @param closed whether it has been judged
  /// @param posted of metrics whose counts are posted, by the flow
  /// @param sameKey what came under the same key
  /// @param sameArm what came for the same metric, window and arm
  public record Place(
      RolloutState state,
      Optional<OpenWindow> open,
      boolean closed,
      List<String> posted,
      Optional<Posting> sameKey,
      Optional<Posting> sameArm) {}

  /// Whether it is kept, or was already.
  public enum Kept {
    NEWLY,
    ALREADY
  }

  /// What becomes of it. A verdict is never changed by what comes after it.
  public Decision<Kept> at(Place place, Instant now) {
    if (place.sameKey().isPresent()) {
      return place.sameKey().get().equals(this)
          ? Decision.accept(Kept.ALREADY)
          : Decision.refuse(
              "key-taken",
              "Other counts were posted under the key '%s' already.".formatted(key),
              "you: give every posting a key of its own, and the same only to try it again");
    }
    if (!place.posted().contains(metric)) {
      return Decision.refuse(
          "not-posted",
          place.posted().isEmpty()
              ? "No metric of this rollout says 'posted' in the flow."
              : "The flow does not say that '%s' is posted; it says so of %s."
                  .formatted(metric, String.join(", ", place.posted())),
          "you, or whoever may change the flow");
    }
    return place.open().isEmpty()
        ? Decision.refuse(
            "no-window",
            "No window has begun yet; one does when both versions have traffic.",
            "time: ask the rollout for its window")
        : of(place, place.open().get(), now);
  }

  private Decision<Kept> of(Place place, OpenWindow open, Instant now) {
    if (window > open.number()) {
      return Decision.refuse(
          "window-not-begun",
          "Window %d has not begun. %s".formatted(window, told(open)),
          "time: post its counts when it is over");
    }
    if (window < open.number() || (place.closed() && from.equals(open.from()))) {
      return Decision.refuse(
          "too-late",
          "Window %d was judged already, and late counts change no verdict. %s"
              .formatted(
                  window, window < open.number() ? told(open) : "The next one has not begun."),
          "nobody: post the next window's counts in time");
    }
    if (!from.equals(open.from())) {
      return Decision.refuse(
          "other-window",
          "These counts are of another time: they begin at %s. %s".formatted(from, told(open)),
          "you: ask the rollout for its window, and count from there");
    }
    if (!stageOf(place.state()).equals(Optional.of(open.stage()))) {
      return Decision.refuse(
          "window-cut-short",
          "The traffic moved before window %d was judged, so it is not counted.".formatted(window),
          "nobody: the next window begins when the traffic is where it should be");
    }
    if (now.isBefore(open.until())) {
      return Decision.refuse(
          "window-not-over",
          "Window %d goes on until %s.".formatted(window, Utc.at(open.until())),
          "time: post its counts then");
    }
    return place
        .sameArm()
        .map(before ->
            Decision.<Kept>refuse(
                "posted-already",
                "The counts of '%s' of the %s in window %d were posted already, under the key '%s'."
                    .formatted(metric, Words.of(arm), window, before.key()),
                "nobody: the first ones count"))
        .orElseGet(() -> Decision.accept(Kept.NEWLY));
  }

  private static String told(OpenWindow open) {
    return "Window %d is the one from %s to %s."
        .formatted(open.number(), open.from(), open.until());
  }

  private static Optional<Integer> stageOf(RolloutState state) {
    return switch (state) {
      case RolloutState.Exposed exposed -> Optional.of(exposed.stage());
      case RolloutState.Paused paused -> Optional.of(paused.stage());
      case RolloutState.Shifting _,
          RolloutState.Returning _,
          RolloutState.Returned _,
          RolloutState.Completing _,
          RolloutState.Complete _ ->
          Optional.empty();
    };
  }
}
