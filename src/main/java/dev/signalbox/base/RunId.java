package dev.signalbox.base;

/// One run: a build, or a promotion into an environment. Printed `run_…`.
public record RunId(long value) implements Id {

  /// Reads `run_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static RunId parse(String text) {
    return new RunId(Id.number("run", text));
  }

  @Override
  public String toString() {
    return "run_" + value;
  }
}
