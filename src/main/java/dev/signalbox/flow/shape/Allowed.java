package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Nearest;
import java.util.Collection;

/// What to write instead: the word that was probably meant, or else all that are allowed.
final class Allowed {

  private Allowed() {}

  static String of(String written, Collection<String> words) {
    return Nearest.to(written, words)
        .map(word -> "Did you mean '" + word + "'?")
        .orElse("Allowed here: " + String.join(", ", words) + ".");
  }
}
