package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a release brings, told to whoever uses it: what breaks and how to move on, what is new,
/// what was mended, whose work it is. Made of what the commits say, and of nothing else.
///
/// @param breaks what breaks, each with all there is to know about it
/// @param groups heading to the changes under it, in the order of the headings; none is empty
/// @param pullRequests every pull request that came in, lowest first
/// @param tickets every ticket that is named, each once, in the order of the commits
/// @param contributors who wrote the commits, each once, without robots
/// @param beside what is not told one by one: a type, or the empty text for commits that follow no
///   convention, and how many there are
/// @param leftOut commits that count for nothing, such as a feature and its revert
public record Notes(
    List<Entry> breaks,
    SequencedMap<String, List<Entry>> groups,
    List<Integer> pullRequests,
    List<String> tickets,
    List<String> contributors,
    SequencedMap<String, Integer> beside,
    List<ReadCommit> leftOut) {

  /// One change.
  ///
  /// @param breaking what breaks, where the commit says it in so many words
  /// @param migration how to move on, from `Migration:` footers
  /// @param deprecatedSince from which version or day on it was deprecated, as it is written
  /// @param deprecatedUntil until when it stays, as it is written
  public record Entry(
      CommitId commit,
      String type,
      Optional<String> scope,
      String description,
      boolean breaks,
      Optional<String> breaking,
      List<String> migration,
      Optional<String> deprecatedSince,
      Optional<String> deprecatedUntil,
      Optional<Integer> pullRequest,
      List<String> tickets) {

    /// Whether it says more than fits on a line.
    boolean isLong() {
      return breaking.isPresent()
          || !migration.isEmpty()
          || (breaks && (deprecatedSince.isPresent() || deprecatedUntil.isPresent()));
    }
  }

  public Notes {
    breaks = List.copyOf(breaks);
    pullRequests = List.copyOf(pullRequests);
    tickets = List.copyOf(tickets);
    contributors = List.copyOf(contributors);
    groups = Collections.unmodifiableSequencedMap(groups);
    beside = Collections.unmodifiableSequencedMap(beside);
    leftOut = List.copyOf(leftOut);
  }

  /// The notes of a range of commits, newest first, under the usual headings.
  public static Notes of(List<ReadCommit> commits) {
    return of(commits, Sections.USUAL);
  }

  public static Notes of(List<ReadCommit> commits, Sections sections) {
    return new NotesCollector(sections).of(commits);
  }

  /// Whether there is nothing to tell one by one.
  public boolean isEmpty() {
    return breaks.isEmpty() && groups.isEmpty();
  }

  /// Changes that say how to move on, those that break first.
  public List<Entry> migrations() {
    var found = new ArrayList<Entry>();
    breaks.stream().filter(entry -> !entry.migration().isEmpty()).forEach(found::add);
    groups.values().stream()
        .flatMap(List::stream)
        .filter(entry -> !entry.migration().isEmpty())
        .forEach(found::add);
    return List.copyOf(found);
  }

  /// As Markdown below a heading of the second level; ends with a line break unless it is empty.
  public String markdown(Links links) {
    return NotesMarkdown.of(this, links);
  }

  /// What is not told one by one, in words; empty if there is no such thing.
  public Optional<String> besideInWords() {
    List<String> parts = new ArrayList<>();
    int without = 0;
    for (Map.Entry<String, Integer> other : beside.entrySet()) {
      if (other.getKey().isEmpty()) {
        without = other.getValue();
      } else {
        parts.add("%s %s".formatted(other.getValue(), other.getKey()));
      }
    }
    if (without > 0) {
      parts.add("%s without a conventional header".formatted(without));
    }
    if (!leftOut.isEmpty()) {
      parts.add("%s left out (merges, reverts)".formatted(leftOut.size()));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
