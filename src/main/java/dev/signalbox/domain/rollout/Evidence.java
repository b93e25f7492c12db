package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.RolloutWords;

/// What the analysis says of the new version, as far as a rollout wants to know.
public sealed interface Evidence {

  /// In words for people.
  String sentence();

  /// Enough to say that it does harm.
  record Harm(String sentence) implements Evidence {}

  /// Enough to say that it does not, at this step.
  record Safe(String sentence) implements Evidence {}

  /// Enough for neither.
  ///
  /// @param inTheEnd what is said when the time of the step is over
  record Unclear(String sentence, RolloutWords.Hold inTheEnd) implements Evidence {}

  /// Nothing could be measured lately, so that nothing is known of what happens now.
  ///
  /// @param clearedBy who can help
  record Missing(String sentence, String clearedBy) implements Evidence {}

  /// The old version is ill itself, so that nothing can be said of the new one beside it.
  ///
  /// @param clearedBy who can help
  record Beside(String sentence, String clearedBy) implements Evidence {}

  /// The flow asks for no analysis, or for one that only observes: time alone decides.
  record Unasked(String sentence) implements Evidence {
    public static final Unasked NOTHING = new Unasked("The flow asks for no analysis.");
  }
}
