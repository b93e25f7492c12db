package dev.signalbox.domain.plan;

import dev.signalbox.base.Reason;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.line.Holding;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.release.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An open release line, as the planner sees it: what of it waits, and what must not be lost.
///
/// @param waiting its newest release, if its environment never took that one
/// @param picks the commits it has beside its base
/// @param holdings by the commit of a release, what is known of these commits there
public record LineStand(
    Slug name,
    Slug into,
    Optional<Candidate.OfRelease> waiting,
    List<Pick> picks,
    Map<CommitId, Map<CommitId, Holding>> holdings) {

  public LineStand {
    picks = List.copyOf(picks);
    holdings = Map.copyOf(holdings);
  }

  /// Whether what is in an environment is a release of this line.
  boolean isThere(Optional<Deployment> there) {
    return there
        .filter(deployment ->
            deployment.what() instanceof Candidate.OfRelease(var release)
                && release.line().filter(line -> line.name().equals(name)).isPresent())
        .isPresent();
  }

  /// Whether what the line brought would still be there if this came in its place.
  Gate keeps(Candidate what, Slug service) {
    Map<CommitId, Holding> known = holdings.getOrDefault(what.commit(), Map.of());
    List<Pick> lost = new ArrayList<>();
    List<Pick> unknown = new ArrayList<>();
    for (Pick pick : picks) {
      switch (known.getOrDefault(pick.commit(), new Holding.Unknown())) {
        case Holding.Lacking() -> lost.add(pick);
        case Holding.Unknown() -> unknown.add(pick);
        case Holding.ByAncestry(), Holding.ByPick _ -> {}
      }
    }
    if (!lost.isEmpty()) {
      return Gate.closed(
          "fixes",
          Reason.of(
              "fix-lost",
              "%s does not have %s, which %s brought to %s: it would be lost."
                  .formatted(what.label(), named(lost), name, into),
              "a newer release that has it, or whoever may promote: signalbox promote %s %s %s"
                  .formatted(service, into, what.label())));
    }
    return unknown.isEmpty()
        ? Gate.open(
            "fixes", "%s has all that %s brought to %s.".formatted(what.label(), name, into))
        : Gate.closed(
            "fixes",
            Reason.of(
                "fix-unknown",
                "It is not known yet whether %s has %s, which %s brought to %s."
                    .formatted(what.label(), named(unknown), name, into),
                "signalbox, at its next look at the repository"));
  }

  private static String named(List<Pick> picks) {
    return picks.stream()
        .map(pick -> "%s \"%s\"".formatted(pick.commit().brief(), pick.subject()))
        .collect(Collectors.joining(", "));
  }
}
