package dev.signalbox.flow;

import dev.signalbox.domain.version.Version;
import java.util.Map;
import java.util.Optional;

/// How releases are numbered and named: semantic versions from conventional commits.
///
/// @param tag the tag of a release, with one `{version}`
public record ReleaseRule(Template tag) {

  public String tagOf(Version version) {
    return tag.fill(Map.of("version", version.toString()));
  }

  /// The version that a tag names; empty if the tag is not of the rule's form or names a
  /// pre-release.
  public Optional<Version> versionOf(String name) {
    int hole = tag.text().indexOf("{version}");
    String before = tag.text().substring(0, hole);
    String after = tag.text().substring(hole + "{version}".length());
    return name.startsWith(before)
            && name.endsWith(after)
            && name.length() > before.length() + after.length()
        ? Version.parseStable(name.substring(before.length(), name.length() - after.length()))
        : Optional.empty();
  }
}
