package dev.signalbox.domain.rollout;

/// What the analysis says of the new version, as far as a rollout wants to know.
public sealed interface Evidence {

  /// In words for people.
  String sentence();

  /// Enough to say that it does harm.
  record Harm(String sentence) implements Evidence {}

  /// Enough to say that it does not, at this step.
  record Safe(String sentence) implements Evidence {}

  /// Enough for neither.
  record Unclear(String sentence) implements Evidence {}

  /// Nothing could be measured lately, so that nothing is known of what happens now.
  ///
  /// @param clearedBy who can help
  record Missing(String sentence, String clearedBy) implements Evidence {}

  /// The flow asks for no analysis: time alone decides.
  record Unasked() implements Evidence {
    @Override
    public String sentence() {
      return "The flow asks for no analysis.";
    }
  }
}
