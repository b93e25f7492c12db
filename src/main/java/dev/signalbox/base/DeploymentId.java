package dev.signalbox.base;

/// One arrival of an artifact in an environment. Printed `dep_…`.
public record DeploymentId(long value) implements Id {

  /// Reads `dep_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static DeploymentId parse(String text) {
    return new DeploymentId(Id.number("dep", text));
  }

  @Override
  public String toString() {
    return "dep_" + value;
  }
}
