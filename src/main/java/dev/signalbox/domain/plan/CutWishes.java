package dev.signalbox.domain.plan;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.plan.Plan.Coming;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Cut.State;
import java.time.Instant;
import java.util.List;

/// What people want of a train: its next cut left out or moved, or one more now. Whoever waits for
/// it will ask why, so each needs a reason.
public final class CutWishes {

  private CutWishes() {}

  /// The next cut is left out.
  public static Decision<Cut> skip(TrainPlan train, String by, String reason) {
    return because(reason)
        .then(_ -> next(train))
        .map(one ->
            new Cut(train.train(), one.planned(), one.planned(), new State.Skipped(by, reason)));
  }

  /// The next cut is moved.
  public static Decision<Cut> move(
      TrainPlan train, Instant to, String by, String reason, Instant now) {
    return because(reason)
        .then(_ -> next(train))
        .then(one -> {
          if (!to.isAfter(now)) {
            return Decision.refuse(
                "cut-over",
                "%s is over. Cut it now instead.".formatted(Utc.at(to, train.zone())),
                "you: signalbox train SERVICE %s cut --reason \"...\"".formatted(train.train()));
          }
          List<Coming> after =
              train.coming().stream()
                  .filter(other -> !other.leftOut() && !other.equals(one))
                  .toList();
          return after.isEmpty() || to.isBefore(after.getFirst().at())
              ? Decision.accept(
                  new Cut(train.train(), one.planned(), to, new State.Awaited(false, by, reason)))
              : Decision.refuse(
                  "cut-past-the-next",
                  "The next but one is at %s already. Leave this one out instead."
                      .formatted(Utc.at(after.getFirst().at(), train.zone())),
                  "you: signalbox train SERVICE %s skip --reason \"...\"".formatted(train.train()));
        });
  }

  /// One more cut, now.
  public static Decision<Cut> extra(TrainPlan train, String by, String reason, Instant now) {
    return because(reason)
        .map(_ -> new Cut(train.train(), now, now, new State.Awaited(true, by, reason)));
  }

  /// One more cut, now, in the place of the next one.
  public static Decision<Cut> instead(TrainPlan train, String by, String reason, Instant now) {
    return because(reason)
        .then(_ -> next(train))
        .map(one ->
            new Cut(train.train(), now, now, one.planned(), new State.Awaited(true, by, reason)));
  }

  private static Decision<Coming> next(TrainPlan train) {
    return train.coming().stream()
        .filter(one -> !one.leftOut())
        .findFirst()
        .map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "no-cut-to-come",
                "No cut of %s is to come.".formatted(train.train()),
                "whoever may change its flow file"));
  }

  private static Decision<String> because(String reason) {
    return reason.isBlank()
        ? Decision.refuse(
            "no-reason",
            "It needs a reason: whoever waits for the train will ask.",
            "you: say --reason \"...\"")
        : Decision.accept(reason);
  }
}
