package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.rota.Rota.Swap;
import dev.signalbox.domain.rota.Rota.Turn;
import dev.signalbox.domain.rota.RotaFact.TurnSwapped;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.RotaStore;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Who is on duty, who will be and who was; and swaps.
public final class Rotas {

  private static final int SHOWN = 6;
  private static final int PAST = 24;

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;

  public Rotas(Database database, Definitions definitions, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// @param swapped why it is not who the rota says; empty if it is
  /// @param zone on whose clocks it begins
  public record TurnView(
      Instant begins,
      Optional<Instant> ends,
      String person,
      Optional<String> swapped,
      String zone) {}

  /// @param turns when they begin, as the flow says it
  /// @param now whose turn it is; empty before the first
  /// @param then the turns after it
  /// @param past who was on duty, newest first, as it was written down
  /// @param zone on whose clocks turns begin
  public record RotaView(
      String role,
      String turns,
      Optional<TurnView> now,
      List<TurnView> then,
      List<RotaStore.Past> past,
      String zone) {}

  /// The rotas of a service.
  public Decision<List<RotaView>> of(String service) {
    return database.read(tx ->
        Named.flow(tx, definitions, service)
            .map(place ->
                place.flow().rotas().stream()
                    .map(rota -> view(tx, place.service(), rota))
                    .toList()));
  }

  /// Who was, is or will be on duty at an instant: what was written down for what is past, the rota
  /// and its swaps for what is to come.
  public Decision<TurnView> at(String service, String role, Instant when) {
    return database.read(tx ->
        rota(tx, service, role)
            .then(found -> {
              Optional<RotaStore.Past> past =
                  when.isBefore(clock.instant())
                      ? tx.rotas().at(found.service().id(), found.rota().role(), when)
                      : Optional.empty();
              Optional<Turn> turn =
                  found
                      .rota()
                      .turnAt(when, tx.rotas().swaps(found.service().id(), found.rota().role()));
              return past.map(p ->
                      new TurnView(
                          p.began(),
                          turn.flatMap(Turn::ends),
                          p.person(),
                          Optional.empty(),
                          found.rota().turns().zone().getId()))
                  .or(() -> turn.map(one -> view(found.rota(), one)))
                  .map(Decision::accept)
                  .orElseGet(() ->
                      Decision.refuse(
                          "no-such-turn",
                          "Nobody was %s then: the rota begins on %s."
                              .formatted(role, found.rota().from()),
                          "nobody"));
            }));
  }

  /// A turn goes to another person of the rota, who gives their next one for it.
  ///
  /// @param when any instant in the turn
  /// @return the turns that have changed hands
  public Decision<List<TurnView>> swap(
      String service, String role, Instant when, String to, String reason, Actor by) {
    return database.write(tx ->
        rota(tx, service, role)
            .then(found -> {
              ServiceRow row = tx.services().lock(found.service().id());
              Instant now = clock.instant();
              List<Swap> swaps = tx.rotas().swaps(row.id(), found.rota().role());
              return Rota.swap(found.rota(), swaps, when, to, reason, by.name(), now)
                  .map(both -> save(tx, row, found.rota(), swaps, both, by, now));
            }));
  }

  private static List<TurnView> save(
      Tx tx, ServiceRow row, Rota rota, List<Swap> before, List<Swap> both, Actor by, Instant now) {
    for (Swap swap : both) {
      String from = rota.turnAt(swap.begins(), before).orElseThrow().person();
      tx.rotas().add(row.id(), rota.role(), swap, now);
      tx.facts()
          .write(
              Entry.of(
                      now,
                      by,
                      row.id(),
                      new TurnSwapped(rota.role().text(), swap.begins(), from, swap.person()))
                  .because(swap.reason()));
    }
    tx.services().planAt(row.id(), now);
    List<Swap> after = tx.rotas().swaps(row.id(), rota.role());
    return both.stream()
        .map(swap -> view(rota, rota.turnAt(swap.begins(), after).orElseThrow()))
        .toList();
  }

  private RotaView view(Tx tx, ServiceRow service, Rota rota) {
    Instant now = clock.instant();
    List<Swap> swaps = tx.rotas().swaps(service.id(), rota.role());
    List<TurnView> turns =
        rota.turnsFrom(now, SHOWN, swaps).stream().map(turn -> view(rota, turn)).toList();
    boolean begun = turns.stream().anyMatch(turn -> !turn.begins().isAfter(now));
    return new RotaView(
        rota.role().text(),
        rota.often(),
        begun ? Optional.of(turns.getFirst()) : Optional.empty(),
        begun ? turns.subList(1, turns.size()) : turns,
        tx.rotas().history(service.id(), rota.role(), PAST),
        rota.turns().zone().getId());
  }

  private static TurnView view(Rota rota, Turn turn) {
    return new TurnView(
        turn.begins(),
        turn.ends(),
        turn.person(),
        turn.swap().map(Swap::reason),
        rota.turns().zone().getId());
  }

  private record Found(ServiceRow service, Rota rota) {}

  private Decision<Found> rota(Tx tx, String service, String role) {
    return Named.flow(tx, definitions, service)
        .then(place ->
            of(place.flow(), role)
                .map(rota -> Decision.accept(new Found(place.service(), rota)))
                .orElseGet(() ->
                    Decision.refuse(
                        "no-such-role",
                        "%s has no rota for '%s'.".formatted(service, role),
                        "whoever may change its flow file")));
  }

  private static Optional<Rota> of(Flow flow, String role) {
    return flow.rotas().stream()
        .filter(rota -> Slug.isSlug(role) && rota.role().equals(new Slug(role)))
        .findFirst();
  }
}
