package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.line.ReleaseLine;
import dev.signalbox.port.CherryPick;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Release lines: opened off what an environment has, with the commits it cannot wait for. What is
/// wanted is tried in our copy first, then written down, then pushed; whoever finds it written down
/// and not pushed pushes it.
public final class Lines {

  private final Database database;
  private final Definitions definitions;
  private final OpenRepositories repositories;
  private final InstantSource clock;
  private final LinePush push;

  public Lines(
      Database database,
      Definitions definitions,
      OpenRepositories repositories,
      InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.repositories = repositories;
    this.clock = clock;
    this.push = new LinePush(database, clock);
  }

  /// @param from a version or a tag; empty takes what is in the environment the line comes off
  /// @param commits of the tracked branch, or their first digits, in the order they are carried
  ///   over
  public record Wish(
      String service, String line, Optional<String> from, List<String> commits, String reason) {}

  /// Newest first.
  public Decision<List<LineView>> all(String service) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row -> tx.lines().all(row.id()).stream().map(line -> view(tx, line)).toList()));
  }

  /// Opens a line: its branch is made off the release, with the commits, and pushed.
  public Decision<LineView> open(Wish wish, Actor by) {
    return LineWishes.sound(wish)
        .then(_ -> database.read(tx -> LineGround.of(tx, definitions, wish)))
        .then(ground -> reaching(() -> open(ground, wish, by)));
  }

  private Decision<LineView> open(LineGround ground, Wish wish, Actor by) {
    SourceRepository repository = repository(ground.service());
    Heads heads = repository.fetch();
    Optional<CommitId> stands = repository.fetchBranch(wish.line());
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return ground
        .branchIsFree(stands)
        .then(_ -> LineWishes.meant(repository, heads, ground.service(), wish.commits()))
        .then(commits ->
            picked(repository, commits, ground.base().commit(), at, ground.byHand(stands, commits)))
        .map(picks -> ground.line(picks, stands))
        .then(line -> begin(ground.service(), wish, line, by))
        .map(row -> carriedOut(repository, row));
  }

  /// Takes over a branch that a person made and pushed, as the commands say that are told where
  /// commits do not fit.
  public Decision<LineView> adopt(Wish wish, Actor by) {
    return database
        .read(tx -> LineGround.of(tx, definitions, wish))
        .then(ground -> reaching(() -> adopt(ground, wish, by)));
  }

  private Decision<LineView> adopt(LineGround ground, Wish wish, Actor by) {
    SourceRepository repository = repository(ground.service());
    repository.fetch();
    return LineWishes.pushed(repository, ground, wish.line())
        .map(head -> ground.adopted(head))
        .then(line -> begin(ground.service(), wish, line, by))
        .map(row -> database.read(tx -> view(tx, row)));
  }

  /// Puts more commits onto a line that is open.
  public Decision<LineView> pick(Wish wish, Actor by) {
    return LineWishes.sound(wish)
        .then(_ -> database.read(tx -> LineGround.open(tx, wish.service(), wish.line())))
        .then(open -> reaching(() -> pick(open, wish, by)));
  }

  private Decision<LineView> pick(LineGround.OpenLine open, Wish wish, Actor by) {
    SourceRepository repository = repository(open.service());
    Heads heads = repository.fetch();
    ReleaseLine line = open.row().line();
    return LineWishes.meant(repository, heads, open.service(), wish.commits())
        .then(commits -> line.mayPick(commits.stream().map(Commit::id).toList()).map(_ -> commits))
        .then(commits ->
            picked(
                repository, commits, line.head(), line.at(clock.instant()), open.byHand(commits)))
        .then(picks -> add(open, wish, picks, by))
        .map(row -> carriedOut(repository, row));
  }

  /// A person ends a line. Its branch stays: what was released from it is tagged.
  public Decision<LineView> close(String service, String line, String reason, Actor by) {
    return database.write(tx ->
        LineGround.locked(tx, service, line)
            .then(open ->
                open.row()
                    .line()
                    .close()
                    .map(fact -> {
                      Instant now = clock.instant();
                      write(tx, open.service(), fact, reason, by, now);
                      tx.lines().end(open.row().id(), new LineState.Closed(by.name(), reason, now));
                      tx.services().planAt(open.service().id(), now);
                      return view(tx, row(tx, open.service(), open.row().id()));
                    })));
  }

  /// Pushes what was written down and is not pushed yet.
  ///
  /// @return why that did not go, if it did not
  Optional<String> pushOutstanding(ServiceRow service, SourceRepository repository) {
    return database.read(tx -> tx.lines().open(service.id())).stream()
        .filter(row -> !row.line().unpushed().isEmpty())
        .flatMap(row -> pushed(repository, row).stream())
        .findFirst();
  }

  private Optional<String> pushed(SourceRepository repository, LineRow row) {
    try {
      push.push(repository, row);
      return Optional.empty();
    } catch (PortException unreachable) {
      return Optional.of(unreachable.sentence());
    }
  }

  private static Decision<List<Pick>> picked(
      SourceRepository repository,
      List<Commit> commits,
      CommitId onto,
      Instant at,
      PickByHand byHand) {
    var wish = new CherryPick(onto, commits.stream().map(Commit::id).toList(), at);
    return switch (repository.pick(wish)) {
      case CherryPick.Result.Clean(List<CherryPick.Picked> picked) ->
          Decision.accept(
              picked.stream()
                  .map(p -> new Pick(p.commit(), p.became(), p.subject(), at, false))
                  .toList());
      case CherryPick.Result.Conflict conflict ->
          byHand.refusal(conflict, byHand.start().orElse(byHand.branch()));
      case CherryPick.Result.Nothing(CommitId commit) ->
          Decision.refuse(
              "nothing-picked",
              "%s brings nothing there: all of it is there already.".formatted(commit.brief()),
              "nobody needs to; leave it out");
    };
  }

  private Decision<LineRow> begin(ServiceRow service, Wish wish, ReleaseLine line, Actor by) {
    return database.write(tx -> {
      ServiceRow locked = tx.services().lock(service.id());
      Instant now = clock.instant();
      return LineGround.of(tx, definitions, wish)
          .map(_ -> {
            long id = tx.lines().open(locked.id(), line, by, wish.reason(), now);
            line.opening().forEach(fact -> write(tx, locked, fact, wish.reason(), by, now));
            tx.services().lookAt(locked.id(), now);
            return row(tx, locked, id);
          });
    });
  }

  private Decision<LineRow> add(LineGround.OpenLine open, Wish wish, List<Pick> picks, Actor by) {
    return database.write(tx ->
        LineGround.locked(tx, wish.service(), wish.line())
            .then(now ->
                now.row().line().equals(open.row().line())
                    ? Decision.accept(now)
                    : Decision.refuse(
                        "line-moved",
                        "%s has moved meanwhile.".formatted(wish.line()),
                        "you: ask again"))
            .map(now -> {
              Instant at = clock.instant();
              picks.forEach(pick -> {
                tx.lines().add(now.row().id(), pick);
                write(tx, now.service(), now.row().line().picked(pick), wish.reason(), by, at);
              });
              tx.lines().headed(now.row().id(), picks.getLast().became());
              tx.services().lookAt(now.service().id(), at);
              return row(tx, now.service(), now.row().id());
            }));
  }

  private LineView carriedOut(SourceRepository repository, LineRow row) {
    Optional<String> trouble = pushed(repository, row);
    return database.read(
        tx -> view(tx, row(tx, tx.services().get(row.service()), row.id())).troubledBy(trouble));
  }

  private SourceRepository repository(ServiceRow service) {
    return repositories.of(service.repository(), service.branch());
  }

  private static LineRow row(Tx tx, ServiceRow service, long id) {
    return tx.lines().all(service.id()).stream()
        .filter(row -> row.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private static LineView view(Tx tx, LineRow row) {
    return LineView.of(row, tx.releases().ofLine(row.id()));
  }

  private static void write(
      Tx tx, ServiceRow service, Fact fact, String reason, Actor by, Instant now) {
    tx.facts().write(Entry.of(now, by, service.id(), fact).because(reason));
  }

  private static <T> Decision<T> reaching(Supplier<Decision<T>> work) {
    try {
      return work.get();
    } catch (PortException unreachable) {
      return Decision.refuse(
          "unreachable", unreachable.sentence(), "whoever runs that repository, or you");
    }
  }
}
