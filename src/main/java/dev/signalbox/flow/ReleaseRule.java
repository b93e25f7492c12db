package dev.signalbox.flow;

import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import java.util.Optional;

/// How the releases of a service are numbered and tagged.
///
/// @param tag how a release is tagged
public record ReleaseRule(TagForm tag, ReleaseRules rules) {

  public String tagOf(Version version) {
    return tag.tagOf(version);
  }

  /// The version that a tag names; empty if it names none of this scheme, or a pre-release.
  public Optional<Version> versionOf(String name) {
    return tag.versionIn(name, rules.versions().scheme()).filter(v -> !v.preRelease());
  }
}
