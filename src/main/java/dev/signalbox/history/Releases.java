package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The releases of a component, by the tags there are.
final class Releases {

  private Releases() {}

  /// Lowest first. Where two tags name the same version, the component's first form counts.
  static List<Tagged> of(Component component, Map<String, CommitId> tags, Scheme scheme) {
    Map<Version, Tagged> found = new HashMap<>();
    for (TagForm form : component.forms()) {
      tags.forEach((tag, commit) ->
          form.versionIn(tag, scheme)
              .ifPresent(version ->
                  found.putIfAbsent(version, new Tagged(tag, form, version, commit))));
    }
    List<Tagged> releases = new ArrayList<>(found.values());
    releases.sort(Comparator.comparing(Tagged::version));
    return List.copyOf(releases);
  }
}
