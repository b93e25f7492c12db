package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.Codebase;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.domain.codebase.ReleaseHeader;
import dev.signalbox.domain.codebase.VersionFile;
import dev.signalbox.domain.codebase.WrittenFile;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A release of a team that keeps its version in the code: the commit that writes it there.
/// Prepared from what the repository holds at the parent and from what was written down before the
/// first try, it is the same at every try.
///
/// @param files which files carry the version
/// @param former the version of the release before
/// @param notes what came with it
/// @param at when it was decided on, as it was written down then
public record CodebaseRelease(
    List<VersionFile> files,
    Optional<String> former,
    String version,
    String tag,
    String notes,
    Instant at) {

  private static final int MOST_BYTES = (16 << 20) + 1;

  /// The commit to push onto a parent; empty if the code says the version already, so that the
  /// parent itself is the release.
  ///
  /// @param beside files that are written anew, such as the change log
  public Decision<Optional<ReleaseCommit>> onto(
      CommitId parent, SourceRepository repository, Map<String, FileContent> beside) {
    var contents = new HashMap<String, FileContent>();
    for (VersionFile file : files) {
      repository
          .read(parent, file.path(), MOST_BYTES)
          .ifPresent(bytes -> contents.put(file.path(), new FileContent(bytes)));
    }
    return Codebase.write(files, contents, former, version)
        .map(written -> commit(parent, written, beside));
  }

  private Optional<ReleaseCommit> commit(
      CommitId parent, List<WrittenFile> written, Map<String, FileContent> beside) {
    var changed = new HashMap<>(beside);
    written.stream()
        .filter(WrittenFile::changed)
        .forEach(file -> changed.put(file.path(), file.content()));
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReleaseCommit(
                parent,
                changed,
                ReleaseHeader.of(tag) + "\n",
                tag,
                "%s\n\n%s\n".formatted(tag, notes.strip()),
                at));
  }
}
