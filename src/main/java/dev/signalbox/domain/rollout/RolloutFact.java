package dev.signalbox.domain.rollout;

import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.rollout.RolloutState.Cause;
import java.util.Optional;

/// What happened in a rollout. [Rollout#after] says what follows from it.
public sealed interface RolloutFact extends Fact {

  /// A new version is about to get its first traffic.
  ///
  /// @param from the old version; empty if there is none, and all goes to the new one
  /// @param canSee what it can see and what it cannot; empty if nothing is compared
  record RolloutBegan(String what, String from, String steps, String canSee)
      implements RolloutFact {
    @Override
    public String sentence() {
      return from.isEmpty()
          ? "%s gets all traffic at once: nothing ran here to compare it with".formatted(what)
          : "rollout of %s beside %s begins: %s%s"
              .formatted(what, from, steps, canSee.isEmpty() ? "" : ". " + canSee);
    }
  }

  /// The next step's exposure is wanted.
  ///
  /// @param stage counted from 0
  /// @param by the person who did not want to wait; empty if it came by itself, which a pause stops
  record ExposureRaised(int stage, int percent, Optional<String> by, String because)
      implements RolloutFact {
    @Override
    public String sentence() {
      return "exposure goes to %d %%: %s".formatted(percent, because);
    }
  }

  /// The step's exposure is there.
  record ExposureReached(int stage, int percent) implements RolloutFact {
    @Override
    public String sentence() {
      return "exposure is %d %%".formatted(percent);
    }
  }

  record RolloutPaused(String by, String reason) implements RolloutFact {
    @Override
    public String sentence() {
      return "rollout paused: %s".formatted(reason);
    }
  }

  record RolloutResumed(String by, String reason) implements RolloutFact {
    @Override
    public String sentence() {
      return "rollout goes on: %s".formatted(reason);
    }
  }

  /// All traffic is to go back.
  record RolloutTurnedBack(Cause cause, String why) implements RolloutFact {
    @Override
    public String sentence() {
      return "rollout turned back: %s".formatted(why);
    }
  }

  /// All traffic is back.
  ///
  /// @param to the old version
  record TrafficReturned(String to) implements RolloutFact {
    @Override
    public String sentence() {
      return "all traffic is back on %s".formatted(to);
    }
  }

  /// The last step is over: all traffic goes to the new version.
  ///
  /// @param by as above
  record LastStepPassed(Optional<String> by, String because) implements RolloutFact {
    @Override
    public String sentence() {
      return "exposure goes to 100 %%, and the old version goes: %s".formatted(because);
    }
  }

  /// The new version has everything, and the old one is gone.
  record RolloutCompleted(String what) implements RolloutFact {
    @Override
    public String sentence() {
      return "rollout of %s is complete".formatted(what);
    }
  }
}
