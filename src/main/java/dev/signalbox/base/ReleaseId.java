package dev.signalbox.base;

/// One release: a version of a commit and its artifact. Printed `rel_…`.
public record ReleaseId(long value) implements Id {

  /// Reads `rel_42` or `42`.
  ///
  /// @throws IllegalArgumentException if the text is neither
  public static ReleaseId parse(String text) {
    return new ReleaseId(Id.number("rel", text));
  }

  @Override
  public String toString() {
    return "rel_" + value;
  }
}
