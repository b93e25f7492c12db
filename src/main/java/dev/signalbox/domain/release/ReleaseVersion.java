package dev.signalbox.domain.release;

import dev.signalbox.base.Plain;
import dev.signalbox.domain.version.Version;

/// The version of a release, as it was given. From then on it is a name: what counted it, and in
/// which order, was the business of the flow file of its time.
public record ReleaseVersion(String text) implements Plain {

  public static ReleaseVersion of(Version version) {
    return new ReleaseVersion(version.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
