package dev.signalbox.flow;

import dev.signalbox.domain.version.Line;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import dev.signalbox.domain.version.VersionRules;
import java.util.Optional;

/// How the releases of a service are numbered and tagged, and whether the code says so.
///
/// @param tag how a release is tagged, as the file says or as its scheme is usually tagged
/// @param codebase what a release writes into the code
public record ReleaseRule(TagForm tag, ReleaseRules rules, CodebaseRule codebase) {

  public String tagOf(Version version) {
    return tag.tagOf(version);
  }

  /// The version that a tag names; empty if it names none of this scheme, or a pre-release where
  /// the rules make none.
  public Optional<Version> versionOf(String name) {
    return tag.versionIn(name, rules.versions().scheme())
        .filter(version -> tagOf(version).equals(name))
        .filter(version -> !version.preRelease() || makesPreReleases());
  }

  private boolean makesPreReleases() {
    VersionRules versions = rules.versions();
    return versions.scheme() instanceof Semver semver
        && (semver.channel().isPresent()
            || versions.lines().values().stream().map(Line::channel).anyMatch(Optional::isPresent));
  }

  /// The rules, with this form of tags and no other.
  public ReleaseRules questioned() {
    return new ReleaseRules(
        rules.versions().tagged(tag),
        rules.messages(),
        rules.folders(),
        rules.components(),
        rules.corrections());
  }
}
