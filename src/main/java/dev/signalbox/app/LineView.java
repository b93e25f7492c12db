package dev.signalbox.app;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.line.ReleaseLine;
import dev.signalbox.domain.release.Release;
import dev.signalbox.store.LineStore.LineRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A release line, as every door shows it.
///
/// @param base the release it comes off, by its tag
/// @param head where its branch stands, or is to
/// @param releases its own, by their tags, newest first
/// @param open whether it still takes commits and releases
/// @param sentence how it stands, in one line
public record LineView(
    String line,
    String base,
    String into,
    CommitId head,
    List<PickView> commits,
    List<String> releases,
    boolean open,
    String sentence,
    Instant opened,
    String by,
    String reason) {

  /// @param commit as it is on the tracked branch
  /// @param became as it is on the line
  public record PickView(CommitId commit, CommitId became, String subject, boolean byHand) {}

  static LineView of(LineRow row, List<Release> releases) {
    ReleaseLine line = row.line();
    return new LineView(
        line.name().text(),
        line.base().tag(),
        line.rule().into().text(),
        line.head(),
        line.picks().stream()
            .map(p -> new PickView(p.commit(), p.became(), p.subject(), p.byHand()))
            .toList(),
        releases.stream().map(Release::tag).toList(),
        line.isOpen(),
        sentence(line, releases),
        row.openedAt(),
        row.openedBy().name(),
        row.reason());
  }

  /// The same, where something keeps us from pushing the branch.
  LineView troubledBy(Optional<String> trouble) {
    return trouble
        .map(why ->
            new LineView(
                line,
                base,
                into,
                head,
                commits,
                releases,
                open,
                "%s %s".formatted(sentence, why),
                opened,
                by,
                reason))
        .orElse(this);
  }

  private static String sentence(ReleaseLine line, List<Release> releases) {
    return switch (line.state()) {
      case LineState.Overtaken(String release, Instant at) ->
          "Over since %s: %s has come to %s.".formatted(Utc.at(at), release, line.rule().into());
      case LineState.Closed(String by, String reason, Instant at) ->
          "Over since %s: %s ended it%s."
              .formatted(Utc.at(at), by, reason.isBlank() ? "" : ": " + reason);
      case LineState.Open() when !line.isPushed() ->
          "Its branch is not pushed yet: that is tried at every look at the repository.";
      case LineState.Open() ->
          releases.isEmpty()
              ? "Its branch stands at %s, and nothing is released yet."
                  .formatted(line.head().brief())
              : "%s is its newest release, for %s."
                  .formatted(releases.getFirst().tag(), line.rule().into());
    };
  }
}
