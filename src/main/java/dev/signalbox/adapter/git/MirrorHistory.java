package dev.signalbox.adapter.git;

import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The history of a mirror, kept open, so that a question after a fetch costs only what it brought.
/// When the mirror was made anew, its history is opened anew.
final class MirrorHistory {

  private final Mirror mirror;
  private final Function<Path, LocalHistory> reader;
  private @Nullable Opened opened; // guarded by this

  MirrorHistory(Mirror mirror, Function<Path, LocalHistory> reader) {
    this.mirror = mirror;
    this.reader = reader;
  }

  /// @param copy which of the copies that stood in this place
  private record Opened(int copy, LocalHistory history) {}

  LocalHistory now() {
    return mirror.reading(this::of);
  }

  /// One that was opened before is not closed: somebody may still read it.
  private synchronized LocalHistory of(Path folder, int copy) {
    Opened current = opened;
    if (current == null || current.copy() != copy) {
      current = new Opened(copy, reader.apply(folder));
      opened = current;
    }
    return current.history();
  }
}
