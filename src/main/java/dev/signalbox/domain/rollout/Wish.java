package dev.signalbox.domain.rollout;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Words;
import java.util.Arrays;

/// What a person may want of a rollout that is under way.
public enum Wish {
  /// It stays at its exposure.
  PAUSE,
  /// It goes on by itself again.
  RESUME,
  /// It goes to the next step now, without waiting for evidence.
  PROMOTE,
  /// All traffic goes back to the old version.
  ABORT;

  /// By the word people write.
  public static Decision<Wish> named(String word) {
    return Arrays.stream(values())
        .filter(one -> Words.of(one).equals(word))
        .findFirst()
        .map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "no-such-wish",
                "A wish is pause, resume, promote or abort, and '%s' is none.".formatted(word),
                "you"));
  }
}
