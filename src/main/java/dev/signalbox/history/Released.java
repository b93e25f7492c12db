package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A release as its tag tells it.
///
/// @param tag its whole name, such as `cart-v1.2.0`
public record Released(String tag, Version version, CommitId commit) {

  public boolean preRelease() {
    return version.preRelease();
  }

  /// Every release among the tags, lowest first. Where two tags name the same version, the form that
  /// comes first counts.
  public static List<Released> among(
      Map<String, CommitId> tags, List<TagForm> forms, Scheme scheme) {
    Map<Version, Released> found = new HashMap<>();
    for (TagForm form : forms) {
      tags.forEach((tag, commit) ->
          form.versionIn(tag, scheme).ifPresent(version ->
              found.putIfAbsent(version, new Released(tag, version, commit))));
    }
    List<Released> releases = new ArrayList<>(found.values());
    releases.sort(Comparator.comparing(Released::version));
    return List.copyOf(releases);
  }
}
