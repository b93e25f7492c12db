package dev.signalbox.history;

import dev.signalbox.domain.change.ReadCommit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that changed, release by release.
///
/// @param sections newest first; what is not released yet comes before all releases
public record ChangeLog(List<Section> sections) {

  /// What came with one release: every commit that it has and no lower release had.
  ///
  /// @param release empty for what is not released yet
  /// @param previous the next lower release of the log
  /// @param date when the commit that is tagged was made
  /// @param commits all of them, those that count for nothing included, newest first
  public record Section(
      Optional<Tagged> release,
      Optional<Tagged> previous,
      Optional<Instant> date,
      List<ReadCommit> commits) {

    public Section {
      commits = List.copyOf(commits);
    }

    public boolean isReleased() {
      return release.isPresent();
    }
  }

  public ChangeLog {
    sections = List.copyOf(sections);
  }

  /// The section of one release, by its tag or its version.
  public Optional<Section> of(String release) {
    return sections.stream()
        .filter(section ->
            section
                .release()
                .filter(r -> r.tag().equals(release) || r.version().toString().equals(release))
                .isPresent())
        .findFirst();
  }

  public List<Section> released() {
    return sections.stream().filter(Section::isReleased).toList();
  }

  public List<Section> unreleased() {
    return sections.stream().filter(section -> !section.isReleased()).toList();
  }
}
