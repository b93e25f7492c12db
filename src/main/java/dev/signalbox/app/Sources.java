package dev.signalbox.app;

import dev.signalbox.app.Intake.Arrived;
import dev.signalbox.app.LineIntake.OnLine;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitFact;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Arrival;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The repositories, looked at: now and then, and at once when a webhook says so. A webhook is only
/// a hint; what has come is read from the repository itself.
public final class Sources {

  private final Database database;
  private final Definitions definitions;
  private final OpenRepositories repositories;
  private final Intake intake;
  private final LineIntake onLines;
  private final TagIntake tags;
  private final Lines lines;
  private final Fixes fixes;
  private final Companions companions;
  private final Duration every;
  private final InstantSource clock;

  /// @param every how often a repository is looked at without being told
  /// @param channels the names of the alert channels
  public Sources(
      Database database,
      Definitions definitions,
      OpenRepositories repositories,
      List<String> channels,
      Duration every,
      InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.repositories = repositories;
    this.intake = new Intake(channels);
    this.onLines = new LineIntake(intake);
    this.tags = new TagIntake(channels);
    this.lines = new Lines(database, definitions, repositories, clock);
    this.fixes = new Fixes(database, definitions, repositories, clock);
    this.companions = new Companions(database, definitions, repositories, clock);
    this.every = every;
    this.clock = clock;
  }

  /// Looks at a service's repository and takes in what has come; then at its companions.
  public void look(ServiceId service) {
    lookAtItsOwn(service);
    companions.look(service);
  }

  private void lookAtItsOwn(ServiceId service) {
    Instant began = clock.instant();
    database.change(tx -> tx.services().lookBegun(service, began.plus(every)));
    ServiceRow row = database.read(tx -> tx.services().get(service));
    try {
      SourceRepository repository = repositories.of(row.repository(), row.branch());
      Optional<String> unpushed = lines.pushOutstanding(row, repository);
      Heads heads = repository.fetch();
      List<Arrived> arrived =
          heads.head().map(head -> arrived(repository, row, head)).orElse(List.of());
      List<LineRow> open = database.read(tx -> tx.lines().open(service));
      List<OnLine> beside = LineIntake.arrived(repository, row, open, heads);
      database.change(tx -> {
        takeIn(tx, service, heads, arrived, beside, began);
        unpushed.ifPresent(why -> tx.services().setTrouble(service, Optional.of(why)));
      });
      fixes.examine(repository, service);
    } catch (PortException unreachable) {
      database.change(tx -> tx.services().setTrouble(service, Optional.of(unreachable.sentence())));
    }
  }

  private List<Arrived> arrived(SourceRepository repository, ServiceRow row, CommitId head) {
    return switch (repository.arrivedSince(row.head(), head)) {
      case Arrival.Commits(List<Commit> commits) ->
          commits.stream().map(commit -> withFlow(repository, row.flowPath(), commit)).toList();
      case Arrival.HistoryRewritten(Commit now) -> {
        database.change(tx ->
            tx.facts()
                .write(
                    Entry.of(
                        clock.instant(),
                        Actor.SIGNALBOX,
                        row.id(),
                        new CommitFact.HistoryRewritten(row.head().orElseThrow(), now.id()))));
        yield List.of(withFlow(repository, row.flowPath(), now));
      }
    };
  }

  static Arrived withFlow(SourceRepository repository, String path, Commit commit) {
    return new Arrived(commit, repository.read(commit.id(), path, Intake.FLOW_LIMIT));
  }

  private static Optional<String> notBuilt(Tx tx, ServiceId service, CommitId head) {
    return tx.builds()
        .problemOf(service, head)
        .map(problem -> "%s is not built: %s".formatted(head.brief(), problem));
  }

  private void takeIn(
      Tx tx, ServiceId id, Heads heads, List<Arrived> arrived, List<OnLine> beside, Instant began) {
    Instant now = clock.instant();
    ServiceRow service = tx.services().lock(id);
    String by = tx.deliveries().hinted(id, now.minus(every)) ? "webhook" : "poll";
    arrived.forEach(a -> intake.seen(tx, service, a, by, now));
    beside.forEach(a -> onLines.takeIn(tx, service, a, by, now));
    tx.services().setTrouble(id, heads.head().flatMap(head -> notBuilt(tx, id, head)));
    service
        .definition()
        .flatMap(digest -> definitions.of(tx, digest).release())
        .ifPresent(rule -> tags.seen(tx, service, rule, heads.tags(), now));
    tx.services().looked(id, began);
    tx.services().planAt(id, now);
  }
}
