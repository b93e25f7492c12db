package dev.signalbox.base;

/// One alert, however often it is delivered. Printed `alr_…`.
public record AlertId(long value) implements Id {

  /// Reads `alr_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static AlertId parse(String text) {
    return new AlertId(Id.number("alr", text));
  }

  @Override
  public String toString() {
    return "alr_" + value;
  }
}
