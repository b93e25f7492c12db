package dev.signalbox.domain.line;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Release;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A short-lived branch off a release, with the few commits that one environment cannot wait for.
/// It goes where its base is, beside the tracked branch, and is over when that comes there.
///
/// @param base the release it comes off
/// @param picks the commits it has beside its base, in their order; those of one wish have one time
/// @param onto what the commits of the newest wish were put onto, or are to be
/// @param head where its branch is to stand
/// @param pushed where its branch stood when we saw it last; empty before it was there
public record ReleaseLine(
    LineRule rule,
    Release base,
    List<Pick> picks,
    CommitId onto,
    CommitId head,
    Optional<CommitId> pushed,
    LineState state) {

  public ReleaseLine {
    picks = List.copyOf(picks);
  }

  /// The same line with these commits.
  public ReleaseLine with(List<Pick> commits) {
    return new ReleaseLine(rule, base, commits, onto, head, pushed, state);
  }

  public Slug name() {
    return rule.name();
  }

  public boolean isOpen() {
    return state instanceof LineState.Open;
  }

  /// Whether the branch has everything that the line has.
  public boolean isPushed() {
    return pushed.equals(Optional.of(head));
  }

  /// The commits that the branch does not have yet: all those of the newest wish.
  public List<Pick> unpushed() {
    return isPushed() || picks.isEmpty()
        ? List.of()
        : picks.stream().filter(pick -> pick.at().equals(picks.getLast().at())).toList();
  }

  /// Whether the branch has none of the commits yet.
  public boolean isNew() {
    return !picks.isEmpty() && unpushed().size() == picks.size() && onto.equals(base.commit());
  }

  /// A time for a wish that no other wish of this line has: whole seconds, as git keeps them.
  public Instant at(Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return picks.stream()
        .map(pick -> pick.at().plusSeconds(1))
        .filter(second::isBefore)
        .max(Instant::compareTo)
        .orElse(second);
  }

  /// What is to be told of a line that is opened.
  public List<LineFact> opening() {
    return Stream.concat(
            Stream.of(
                new LineFact.LineOpened(
                    name().text(), base.tag(), base.commit(), rule.into().text())),
            picks.stream().map(this::picked))
        .toList();
  }

  /// What is to be told of a commit that the line gets.
  public LineFact picked(Pick pick) {
    return new LineFact.CommitPicked(
        name().text(), pick.commit(), pick.became(), pick.subject(), pick.byHand());
  }

  /// Whether a line may come off a release now.
  ///
  /// @param open the line of that name that is open already
  /// @param there what is in the environment it comes off: the newest, and the last that was good
  public static Decision<Release> mayOpen(
      LineRule rule, Optional<ReleaseLine> open, Release base, List<Release> there) {
    if (open.isPresent()) {
      return Decision.refuse(
          "line-open",
          "%s is open already, off %s, with %s."
              .formatted(rule.name(), open.get().base().tag(), open.get().listed()),
          "whoever may release: signalbox release pick puts more commits onto it, signalbox release"
              + " end ends it");
    }
    return there.stream().anyMatch(release -> release.id().equals(base.id()))
        ? Decision.accept(base)
        : Decision.refuse(
            "base-elsewhere",
            "%s comes off what is in %s, and %s is not there%s."
                .formatted(
                    rule.name(),
                    rule.off(),
                    base.tag(),
                    there.isEmpty() ? "" : ": %s is".formatted(there.getFirst().tag())),
            "whoever may release: name the release that is there");
  }

  /// Whether commits may be put onto this line.
  public Decision<List<CommitId>> mayPick(List<CommitId> commits) {
    if (!isOpen()) {
      return Decision.refuse(over());
    }
    if (!isPushed()) {
      return Decision.refuse(
          "line-unpushed",
          "%s is still being pushed.".formatted(name()),
          "signalbox, at its next look at the repository");
    }
    return picks.stream()
        .filter(pick -> commits.contains(pick.commit()))
        .findFirst()
        .<Decision<List<CommitId>>>map(pick ->
            Decision.refuse(
                "picked-already",
                "%s has %s \"%s\" already, as %s."
                    .formatted(
                        name(), pick.commit().brief(), pick.subject(), pick.became().brief()),
                "nobody needs to"))
        .orElseGet(() -> Decision.accept(commits));
  }

  /// A person ends the line.
  public Decision<LineFact.LineClosed> close() {
    return isOpen()
        ? Decision.accept(new LineFact.LineClosed(name().text()))
        : Decision.refuse(over());
  }

  /// A release has gone well in an environment: whether the line is over with that.
  public Optional<LineFact.LineOvertaken> arrived(Release release, Slug environment) {
    boolean newer = release.line().isEmpty() && release.number() > base.place();
    return isOpen()
            && rule.ends() == LineRule.Ends.WHEN_MAIN_ARRIVES
            && environment.equals(rule.into())
            && newer
        ? Optional.of(new LineFact.LineOvertaken(name().text(), release.tag(), environment.text()))
        : Optional.empty();
  }

  private Refusal over() {
    return Refusal.because(
        "line-over",
        switch (state) {
          case LineState.Open() ->
              throw new IllegalStateException(name() + " is open. Indicates a bug.");
          case LineState.Overtaken(String release, var at) ->
              "%s is over since %s: %s has come to %s."
                  .formatted(name(), Utc.at(at), release, rule.into());
          case LineState.Closed(String by, String reason, var at) ->
              "%s is over since %s: %s ended it: %s.".formatted(name(), Utc.at(at), by, reason);
        },
        "whoever may release: signalbox release branch opens it anew");
  }

  private String listed() {
    return picks.isEmpty()
        ? "no commit"
        : picks.stream().map(p -> p.commit().brief()).collect(Collectors.joining(", "));
  }
}
