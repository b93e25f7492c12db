package dev.signalbox.app;

import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineFact;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.line.ReleaseLine;
import dev.signalbox.port.CherryPick;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.BranchResult;
import dev.signalbox.store.Database;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Brings a line's branch to where the line is. What is wanted was written down before, and the
/// same wish makes the same commits, so that whoever finds it undone can do it, or see that it is
/// done.
final class LinePush {

  private final Database database;
  private final InstantSource clock;

  LinePush(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param row a line whose branch lacks commits
  void push(SourceRepository repository, LineRow row) {
    ReleaseLine line = row.line();
    List<Pick> missing = line.unpushed();
    var wish =
        new CherryPick(
            line.onto(), missing.stream().map(Pick::commit).toList(), missing.getLast().at());
    if (!(repository.pick(wish) instanceof CherryPick.Result.Clean(var picked))
        || !picked.getLast().became().equals(line.head())) {
      throw new IllegalStateException(
          "%s was to stand at %s, and the same commits make another one. Indicates a bug."
              .formatted(line.name(), line.head()));
    }
    BranchResult result = repository.pushBranch(line.name().text(), line.head(), line.pushed());
    database.change(tx -> {
      tx.services().lock(row.service());
      tx.lines().open(row.service()).stream()
          .filter(now -> now.id() == row.id() && now.line().equals(line))
          .forEach(now -> settle(tx, now, result, clock.instant()));
    });
  }

  private static void settle(Tx tx, LineRow row, BranchResult result, Instant now) {
    ReleaseLine line = row.line();
    switch (result) {
      case BranchResult.Pushed(), BranchResult.AlreadyThere() -> {
        tx.lines().pushed(row.id(), line.head());
        write(tx, row, new LineFact.LinePushed(line.name().text(), line.head()), now);
        tx.services().lookAt(row.service(), now);
      }
      case BranchResult.Elsewhere(Optional<CommitId> to) -> {
        var given = new LineFact.PickGivenUp(line.name().text(), line.head(), to);
        write(tx, row, given, now);
        if (line.isNew()) {
          tx.lines()
              .end(row.id(), new LineState.Closed(Actor.SIGNALBOX.name(), given.sentence(), now));
        } else {
          tx.lines().giveUp(row.id(), line.unpushed(), to.orElse(line.onto()));
        }
      }
    }
  }

  private static void write(Tx tx, LineRow row, LineFact fact, Instant now) {
    tx.facts().write(Entry.of(now, Actor.SIGNALBOX, row.service(), fact));
  }
}
