package dev.signalbox.domain.version;

import dev.signalbox.base.Plain;
import java.util.Optional;
import java.util.regex.Pattern;

/// A released version: `major.minor.patch`, as Semantic Versioning 2.0.0 orders it. Pre-releases
/// are not among them.
public record Version(int major, int minor, int patch) implements Comparable<Version>, Plain {

  private static final Pattern FORM =
      Pattern.compile("(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})");

  /// The version in `1.2.3`; empty for anything else.
  public static Optional<Version> parseStable(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new Version(
                Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2)),
                Integer.parseInt(match.group(3))))
        : Optional.empty();
  }

  /// The version that follows after changes of this weight.
  public Version after(Bump bump) {
    return switch (bump) {
      case MAJOR -> new Version(major + 1, 0, 0);
      case MINOR -> new Version(major, minor + 1, 0);
      case PATCH -> new Version(major, minor, patch + 1);
      case NONE -> this;
    };
  }

  @Override
  public int compareTo(Version other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = Integer.compare(minor, other.minor);
    return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
