package dev.signalbox.domain.rollout;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import dev.signalbox.domain.analysis.evidence.RolloutWords;
import dev.signalbox.domain.rollout.RolloutFact.ExposureRaised;
import dev.signalbox.domain.rollout.RolloutFact.ExposureReached;
import dev.signalbox.domain.rollout.RolloutFact.LastStepPassed;
import dev.signalbox.domain.rollout.RolloutFact.RolloutBegan;
import dev.signalbox.domain.rollout.RolloutFact.RolloutCompleted;
import dev.signalbox.domain.rollout.RolloutFact.RolloutPaused;
import dev.signalbox.domain.rollout.RolloutFact.RolloutResumed;
import dev.signalbox.domain.rollout.RolloutFact.RolloutTurnedBack;
import dev.signalbox.domain.rollout.RolloutFact.TrafficReturned;
import dev.signalbox.domain.rollout.RolloutState.Cause;
import dev.signalbox.domain.rollout.RolloutState.Complete;
import dev.signalbox.domain.rollout.RolloutState.Completing;
import dev.signalbox.domain.rollout.RolloutState.Exposed;
import dev.signalbox.domain.rollout.RolloutState.Paused;
import dev.signalbox.domain.rollout.RolloutState.Returned;
import dev.signalbox.domain.rollout.RolloutState.Returning;
import dev.signalbox.domain.rollout.RolloutState.Shifting;
import java.time.Instant;
import java.util.Optional;

/// The way of a new version to all traffic: when it goes a step further, when it stays, when it
/// turns back. Once it has turned back it never rises again, and what cannot be measured never
/// advances it.
public final class Rollout {

  private static final String A_PERSON =
      "whoever may write: signalbox rollout SERVICE ENVIRONMENT promote or abort";

  private Rollout() {}

  /// What is to be done now.
  public sealed interface Next {

    /// This happened; look again at once.
    record Happened(RolloutFact fact) implements Next {}

    /// Nothing to do before the instant, or before somebody helps.
    ///
    /// @param at when time alone may change the answer; empty if it cannot
    record Hold(Reason reason, Optional<Instant> at) implements Next {}

    /// The rollout is over.
    record Over(RolloutState end) implements Next {}
  }

  /// What comes next in a state.
  ///
  /// @param evidence of the windows so far; it counts where an exposure is reached
  /// @param readiness whether the traffic is as the state wants it
  /// @param old the version that was there before, as people call it
  /// @param what the new version
  public static Next next(
      RolloutRule rule,
      RolloutState state,
      Evidence evidence,
      Readiness readiness,
      String what,
      String old,
      Instant now) {
    return switch (state) {
      case Shifting(int stage) -> shift(rule, stage, readiness);
      case Exposed exposed -> exposed(rule, exposed, evidence, readiness, now);
      case Paused paused -> paused(rule, paused, evidence, readiness);
      case Returning _ ->
          readiness instanceof Readiness.NotYet not
              ? waiting("traffic-not-back", not)
              : happened(new TrafficReturned(old));
      case Completing() ->
          switch (readiness) {
            case Readiness.AsWanted() -> happened(new RolloutCompleted(what));
            case Readiness.NotYet not -> waiting("traffic-not-there", not);
            case Readiness.Down(String sentence) -> turnBack(Cause.DOWN, sentence);
          };
      case Returned _, Complete _ -> new Next.Over(state);
    };
  }

  private static Next shift(RolloutRule rule, int stage, Readiness readiness) {
    return switch (readiness) {
      case Readiness.AsWanted() ->
          happened(new ExposureReached(stage, rule.stages().get(stage).exposure().percent()));
      case Readiness.NotYet not -> waiting("traffic-not-there", not);
      case Readiness.Down(String sentence) -> turnBack(Cause.DOWN, sentence);
    };
  }

  private static Next exposed(
      RolloutRule rule, Exposed at, Evidence evidence, Readiness readiness, Instant now) {
    if (readiness instanceof Readiness.Down(String sentence)) {
      return turnBack(Cause.DOWN, sentence);
    }
    if (evidence instanceof Evidence.Harm(String sentence)) {
      return turnBack(Cause.HARM, sentence);
    }
    if (readiness instanceof Readiness.NotYet not) {
      return waiting("traffic-moved", not);
    }
    Stage stage = rule.stages().get(at.stage());
    Instant least = at.since().plus(stage.atLeast());
    if (now.isBefore(least)) {
      return hold(
          "exposed-at-least",
          "At %s at least until %s. %s"
              .formatted(stage.exposure(), Utc.second(least), evidence.sentence()),
          "time, or " + A_PERSON,
          Optional.of(least));
    }
    if (stage.exposure().equals(Exposure.ALL)) {
      return onward(rule, at.stage(), "its time at 100 % is over");
    }
    Instant most = at.since().plus(stage.atMost());
    return switch (evidence) {
      case Evidence.Harm(String sentence) -> turnBack(Cause.HARM, sentence);
      case Evidence.Safe(String sentence) -> onward(rule, at.stage(), sentence);
      case Evidence.Unasked(String sentence) ->
          onward(rule, at.stage(), "its time is over. " + sentence);
      case Evidence.Missing missing -> missing(rule, missing, most, now);
      case Evidence.Beside(String sentence, String clearedBy) ->
          hold("baseline-ill", sentence, clearedBy + ", or " + A_PERSON, Optional.empty());
      case Evidence.Unclear(String sentence, RolloutWords.Hold inTheEnd) ->
          now.isBefore(most)
              ? hold(
                  "evidence-not-enough",
                  "At %s until there is evidence, at most until %s. %s"
                      .formatted(stage.exposure(), Utc.second(most), sentence),
                  "the next requests, or " + A_PERSON,
                  Optional.of(most))
              : timeIsUp(rule, at.stage(), inTheEnd);
    };
  }

  private static Next timeIsUp(RolloutRule rule, int stage, RolloutWords.Hold hold) {
    return switch (rule.onInconclusive()) {
      case HOLD ->
          hold(
              "inconclusive",
              "Its time at %s is over without enough evidence. %s"
                  .formatted(rule.stages().get(stage).exposure(), hold.sentence()),
              "the next requests, or " + A_PERSON,
              Optional.empty());
      case ADVANCE ->
          onward(rule, stage, "its time is over without enough evidence. " + hold.found());
      case ABORT ->
          turnBack(
              Cause.INCONCLUSIVE,
              "Its time at %s is over without enough evidence, and the flow says abort. %s"
                  .formatted(rule.stages().get(stage).exposure(), hold.found()));
    };
  }

  /// No data is no evidence: it never advances a release, whatever the flow says.
  private static Next missing(
      RolloutRule rule, Evidence.Missing missing, Instant most, Instant now) {
    return rule.onInconclusive() == OnInconclusive.ABORT && !now.isBefore(most)
        ? turnBack(
            Cause.INCONCLUSIVE,
            "Its time is over, nothing could be measured, and the flow says abort. "
                + missing.sentence())
        : hold(
            "no-data",
            missing.sentence(),
            missing.clearedBy() + ", or " + A_PERSON,
            rule.onInconclusive() == OnInconclusive.ABORT ? Optional.of(most) : Optional.empty());
  }

  private static Next paused(
      RolloutRule rule, Paused paused, Evidence evidence, Readiness readiness) {
    if (readiness instanceof Readiness.Down(String sentence)) {
      return turnBack(Cause.DOWN, sentence);
    }
    return evidence instanceof Evidence.Harm(String sentence)
        ? turnBack(Cause.HARM, sentence)
        : hold(
            "paused",
            "Paused by %s at %s: %s. %s"
                .formatted(
                    paused.by(),
                    rule.stages().get(paused.stage()).exposure(),
                    paused.reason(),
                    evidence.sentence()),
            "whoever may write: signalbox rollout SERVICE ENVIRONMENT resume",
            Optional.empty());
  }

  private static Next onward(RolloutRule rule, int stage, String because) {
    return happened(further(rule, stage, Optional.empty(), because));
  }

  private static RolloutFact further(
      RolloutRule rule, int stage, Optional<String> by, String because) {
    return rule.isLast(stage)
        ? new LastStepPassed(by, because)
        : new ExposureRaised(
            stage + 1, rule.stages().get(stage + 1).exposure().percent(), by, because);
  }

  /// What follows from a person's wish, or why nothing does.
  public static Decision<RolloutFact> wish(
      RolloutRule rule, RolloutState state, Wish wish, String by, String reason) {
    if (reason.isBlank()) {
      return Decision.refuse(
          "no-reason", "A wish about a rollout needs a reason.", "you: say --reason \"...\"");
    }
    return switch (state) {
      case Returning(Cause _, String why) ->
          Decision.refuse(
              "turned-back",
              "The rollout has turned back, and all its traffic goes to the old version: " + why,
              "nobody needs to; promote a corrected release");
      case Completing() ->
          Decision.refuse(
              "completing",
              "The last step has gone well, and the old version is about to go.",
              "nobody needs to; a rollback brings the old version back");
      case Returned _, Complete _ ->
          Decision.refuse("rollout-over", "The rollout is over.", "nobody needs to");
      case Shifting(int stage) ->
          switch (wish) {
            case ABORT -> Decision.accept(byPerson(by, reason));
            case PAUSE, RESUME, PROMOTE ->
                Decision.refuse(
                    "shifting",
                    "The traffic is on its way to %s just now."
                        .formatted(rule.stages().get(stage).exposure()),
                    "time: ask again when it is there, in a few seconds; abort works at any time");
          };
      case Exposed(int stage, Instant _) ->
          switch (wish) {
            case ABORT -> Decision.accept(byPerson(by, reason));
            case PAUSE -> Decision.accept(new RolloutPaused(by, reason));
            case PROMOTE -> Decision.accept(promoted(rule, stage, by, reason));
            case RESUME ->
                Decision.refuse(
                    "not-paused", "The rollout is not paused: it goes on.", "nobody needs to");
          };
      case Paused paused ->
          switch (wish) {
            case ABORT -> Decision.accept(byPerson(by, reason));
            case RESUME -> Decision.accept(new RolloutResumed(by, reason));
            case PROMOTE -> Decision.accept(promoted(rule, paused.stage(), by, reason));
            case PAUSE ->
                Decision.refuse(
                    "paused-already",
                    "%s has paused it already: %s.".formatted(paused.by(), paused.reason()),
                    "nobody needs to");
          };
    };
  }

  private static RolloutFact byPerson(String by, String reason) {
    return new RolloutTurnedBack(Cause.PERSON, "%s stopped it: %s".formatted(by, reason));
  }

  private static RolloutFact promoted(RolloutRule rule, int stage, String by, String reason) {
    return further(
        rule, stage, Optional.of(by), "%s did not want to wait: %s".formatted(by, reason));
  }

  /// Where a rollout begins.
  public static RolloutState begun(RolloutBegan fact) {
    return fact.from().isEmpty() ? new Completing() : new Shifting(0);
  }

  /// The state after a fact; empty if the fact does not fit, because somebody else was faster.
  public static Optional<RolloutState> after(RolloutState state, RolloutFact fact, Instant now) {
    return switch (fact) {
      case RolloutBegan _ -> Optional.empty();
      case ExposureRaised raised ->
          mayGoOn(state, raised.by())
              .filter(from -> from == raised.stage() - 1)
              .map(_ -> new Shifting(raised.stage()));
      case ExposureReached reached ->
          state.equals(new Shifting(reached.stage()))
              ? Optional.of(new Exposed(reached.stage(), now))
              : Optional.empty();
      case RolloutPaused paused ->
          state instanceof Exposed(int stage, Instant since)
              ? Optional.of(new Paused(stage, since, paused.by(), paused.reason()))
              : Optional.empty();
      case RolloutResumed _ ->
          state instanceof Paused paused
              ? Optional.of(new Exposed(paused.stage(), paused.since()))
              : Optional.empty();
      case RolloutTurnedBack(Cause cause, String why) ->
          switch (state) {
            case Shifting _, Exposed _, Paused _, Completing _ ->
                Optional.of(new Returning(cause, why));
            case Returning _, Returned _, Complete _ -> Optional.empty();
          };
      case TrafficReturned _ ->
          state instanceof Returning(Cause cause, String sentence)
              ? Optional.of(new Returned(cause, sentence))
              : Optional.empty();
      case LastStepPassed passed -> mayGoOn(state, passed.by()).map(_ -> new Completing());
      case RolloutCompleted _ ->
          state instanceof Completing ? Optional.of(new Complete()) : Optional.empty();
    };
  }

  /// The step from which it may go further: by itself not while it is paused.
  private static Optional<Integer> mayGoOn(RolloutState state, Optional<String> by) {
    return switch (state) {
      case Exposed exposed -> Optional.of(exposed.stage());
      case Paused paused -> by.map(_ -> paused.stage());
      case Shifting _, Returning _, Returned _, Completing _, Complete _ -> Optional.empty();
    };
  }

  private static Next happened(RolloutFact fact) {
    return new Next.Happened(fact);
  }

  private static Next turnBack(Cause cause, String why) {
    return happened(new RolloutTurnedBack(cause, why));
  }

  private static Next waiting(String code, Readiness.NotYet not) {
    return hold(code, not.sentence(), not.clearedBy(), Optional.empty());
  }

  private static Next hold(String code, String sentence, String clearedBy, Optional<Instant> at) {
    return new Next.Hold(new Reason(code, sentence.strip(), clearedBy, at), at);
  }
}
