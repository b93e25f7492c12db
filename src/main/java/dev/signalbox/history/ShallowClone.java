package dev.signalbox.history;

import dev.signalbox.base.Refusal;

/// A clone whose history was cut off: nothing can be told from it, and nothing is guessed.
public final class ShallowClone {

  private ShallowClone() {}

  /// @param clone which one, as a sentence begins with it
  public static Refusal refusal(String clone) {
    return Refusal.because(
        "shallow-clone",
        clone
            + " is shallow: its history was cut off, so what came since the last release cannot be"
            + " told. Run 'git fetch --unshallow --tags' first; in GitHub Actions, let"
            + " actions/checkout fetch with 'fetch-depth: 0'.",
        "you: git fetch --unshallow --tags");
  }
}
