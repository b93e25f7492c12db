package dev.signalbox.domain.codebase;

import java.util.List;

/// A file with the new version in it.
///
/// @param changes where it differs from before, in the order of the file; none if it said the
///   version already
public record WrittenFile(String path, FileContent content, List<Change> changes) {

  /// @param line from 1
  public record Change(int line, String before, String after) {}

  public boolean changed() {
    return !changes.isEmpty();
  }
}
