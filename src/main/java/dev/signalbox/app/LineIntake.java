package dev.signalbox.app;

import dev.signalbox.app.Intake.Arrived;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitFact;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.line.PickedFrom;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Arrival;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What comes to the branches of release lines: ours are known before they come, others are taken
/// in as they are, and what was carried over by hand is told by its own message.
final class LineIntake {

  private final Intake intake;

  LineIntake(Intake intake) {
    this.intake = intake;
  }

  /// What has come to a line's branch since we looked last.
  ///
  /// @param commits oldest first
  /// @param head the last of them, with its flow file
  /// @param rewritten whether what we saw last is not on the branch any more
  record OnLine(LineRow line, List<Commit> commits, Arrived head, boolean rewritten) {}

  /// @param lines those that are open
  static List<OnLine> arrived(
      SourceRepository repository, ServiceRow service, List<LineRow> lines, Heads heads) {
    return lines.stream()
        .flatMap(line ->
            Optional.ofNullable(heads.lines().get(line.line().name().text()))
                .filter(_ -> line.line().isPushed())
                .flatMap(head -> arrived(repository, service, line, head))
                .stream())
        .toList();
  }

  private static Optional<OnLine> arrived(
      SourceRepository repository, ServiceRow service, LineRow line, CommitId head) {
    return switch (repository.arrivedSince(Optional.of(line.seen()), head)) {
      case Arrival.Commits(List<Commit> commits) ->
          commits.isEmpty()
              ? Optional.empty()
              : Optional.of(on(repository, service, line, commits, false));
      case Arrival.HistoryRewritten(Commit now) ->
          Optional.of(on(repository, service, line, List.of(now), true));
    };
  }

  private static OnLine on(
      SourceRepository repository,
      ServiceRow service,
      LineRow line,
      List<Commit> commits,
      boolean rewritten) {
    return new OnLine(
        line,
        commits,
        Sources.withFlow(repository, service.flowPath(), commits.getLast()),
        rewritten);
  }

  void takeIn(Tx tx, ServiceRow service, OnLine arrival, String by, Instant now) {
    LineRow line = arrival.line();
    CommitId head = arrival.head().commit().id();
    if (arrival.rewritten()) {
      tx.facts()
          .write(
              Entry.of(
                  now,
                  Actor.SIGNALBOX,
                  service.id(),
                  new CommitFact.HistoryRewritten(line.seen(), head)));
    }
    carriedOverByHand(line, arrival.commits(), now)
        .forEach(pick -> {
          tx.lines().add(line.id(), pick);
          tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service.id(), line.line().picked(pick)));
        });
    if (!head.equals(line.line().head())) {
      tx.lines().moved(line.id(), head);
    }
    tx.lines().seen(line.id(), head);
    intake.seenOnLine(tx, service, line, arrival.head(), by, now);
  }

  /// The commits that say where they come from, and that the line does not have yet.
  static List<Pick> carriedOverByHand(LineRow line, List<Commit> commits, Instant now) {
    Set<CommitId> known = new HashSet<>();
    line.line().picks().forEach(pick -> known.add(pick.commit()));
    Instant at = line.line().at(now);
    return commits.stream()
        .flatMap(commit ->
            PickedFrom.of(commit).stream()
                .filter(known::add)
                .map(from -> new Pick(from, commit.id(), commit.subject(), at, true)))
        .toList();
  }
}
