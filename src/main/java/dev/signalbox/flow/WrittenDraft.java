package dev.signalbox.flow;

import dev.signalbox.domain.codebase.VersionFile;
import java.util.Optional;

/// A file that carries the version, as far as the flow file says it.
///
/// @param place what stands around the version; empty if the kind of file says it
/// @param application whether the application's version of a chart follows
record WrittenDraft(String path, Optional<String> place, boolean application) {

  static WrittenDraft named(String path) {
    return new WrittenDraft(path, Optional.empty(), false);
  }

  /// Whether it asks of a chart what only a chart has, and is one.
  boolean fits() {
    return !application || (place.isEmpty() && isChart());
  }

  private boolean isChart() {
    return VersionFile.named(path).form() instanceof VersionFile.Form.Chart;
  }

  VersionFile file() {
    return application
        ? new VersionFile(path, new VersionFile.Form.Chart(true))
        : place.map(at -> VersionFile.at(path, at)).orElseGet(() -> VersionFile.named(path));
  }
}
