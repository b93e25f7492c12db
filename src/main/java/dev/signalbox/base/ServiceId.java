package dev.signalbox.base;

/// A service under release. Printed `svc_…`.
public record ServiceId(long value) implements Id {

  /// Reads `svc_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static ServiceId parse(String text) {
    return new ServiceId(Id.number("svc", text));
  }

  @Override
  public String toString() {
    return "svc_" + value;
  }
}
