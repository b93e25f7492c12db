package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.Message.Statement;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.history.ChangeLog.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All that a user has to do and to know between two releases, in the order in which it came: what
/// breaks, what will, and how to go along. Releases that ask nothing of anybody are not in it.
///
/// @param from the release that is left
/// @param to the release that is wanted; empty for what stands in the repository now
/// @param releases how many releases lie between, those that ask nothing included
/// @param chapters oldest first
public record UpgradeGuide(String from, Optional<String> to, int releases, List<Chapter> chapters) {

  /// What one release asks.
  ///
  /// @param release its tag; empty for what is not released yet
  /// @param deprecations what still works and will not for ever
  /// @param steps what its commits say there is to do
  /// @param note what its page among the notes says, as it is written there
  public record Chapter(
      Optional<String> release,
      Optional<Instant> date,
      List<Item> breaks,
      List<Item> deprecations,
      List<Item> steps,
      Optional<String> note) {

    boolean asksSomething() {
      return !breaks.isEmpty() || !deprecations.isEmpty() || !steps.isEmpty() || note.isPresent();
    }
  }

  /// @param window how long it was known; of a step nothing is
  public record Item(CommitId commit, Optional<String> scope, String text, Deprecation window) {}

  private static final Deprecation UNKNOWN = new Deprecation(Optional.empty(), Optional.empty());

  /// @param newestFirst the releases behind `from`, up to `to`
  /// @param note what the notes say about a release; none about what is not released yet
  public static UpgradeGuide of(
      Tagged from,
      Optional<Tagged> to,
      List<Section> newestFirst,
      Function<Tagged, Optional<String>> note) {
    return new UpgradeGuide(
        from.tag(),
        to.map(Tagged::tag),
        (int) newestFirst.stream().filter(Section::isReleased).count(),
        newestFirst.reversed().stream()
            .map(section -> chapter(section, section.release().flatMap(note)))
            .filter(Chapter::asksSomething)
            .toList());
  }

  private static Chapter chapter(Section section, Optional<String> note) {
    var breaks = new ArrayList<Item>();
    var deprecations = new ArrayList<Item>();
    var steps = new ArrayList<Item>();
    for (ReadCommit read : section.commits().reversed()) {
      if (read.counts()) {
        Deprecation window = Deprecation.of(read.message());
        breaks.addAll(breaks(read, window));
        if (!read.message().breaks() && window.tells()) {
          deprecations.add(item(read, described(read), window));
        }
        Deprecation.migrations(read.message())
            .forEach(step -> steps.add(item(read, step, UNKNOWN)));
      }
    }
    return new Chapter(
        section.release().map(Tagged::tag), section.date(), breaks, deprecations, steps, note);
  }

  private static List<Item> breaks(ReadCommit read, Deprecation window) {
    return read.message().statements().stream()
        .filter(Statement::breaks)
        .map(statement ->
            new Item(
                read.commit().id(),
                statement.scope(),
                statement.breaking().orElse(statement.description()),
                window))
        .toList();
  }

  private static Item item(ReadCommit read, String text, Deprecation window) {
    Optional<String> scope =
        read.message().statements().stream().findFirst().flatMap(Statement::scope);
    return new Item(read.commit().id(), scope, text, window);
  }

  private static String described(ReadCommit read) {
    Commit commit = read.commit();
    return read.message().statements().stream()
        .findFirst()
        .map(Statement::description)
        .orElseGet(commit::subject);
  }
}
