package dev.signalbox.flow;

import dev.signalbox.domain.codebase.VersionFile;
import java.util.List;
import java.util.Optional;

/// What a release writes into the code base, in a commit of its own.
///
/// @param files which carry the version, in the order of the flow file
/// @param changeLog the path of the change log; empty if a release writes none
public record CodebaseRule(List<VersionFile> files, Optional<String> changeLog) {

  /// A release is a tag and no more.
  public static final CodebaseRule NOTHING = new CodebaseRule(List.of(), Optional.empty());

  public CodebaseRule {
    files = List.copyOf(files);
  }

  public boolean writes() {
    return !files.isEmpty() || changeLog.isPresent();
  }
}
