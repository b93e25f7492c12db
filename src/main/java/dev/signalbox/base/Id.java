package dev.signalbox.base;

/// The name of one thing for ever. A type for each kind, so that a run's number is never taken for
/// a release's; short enough to be read out over the phone at night.
public sealed interface Id extends Plain
    permits ServiceId, RunId, ReleaseId, DeploymentId, AlertId {

  long value();

  /// The number in `prefix_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  static long number(String prefix, String text) {
    String digits = text.startsWith(prefix + "_") ? text.substring(prefix.length() + 1) : text;
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "'%s' is not an id of this kind. Expected %s_ and a number.".formatted(text, prefix));
    }
    return Long.parseLong(digits);
  }
}
