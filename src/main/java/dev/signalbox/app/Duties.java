package dev.signalbox.app;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.rota.Rota.Turn;
import dev.signalbox.domain.rota.RotaFact.DutyBegun;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Duties change hands by the clock: whenever a service is planned, a turn that has begun is
/// written down, and people are told once.
final class Duties {

  private final List<String> channels;

  /// @param channels on which people are told
  Duties(List<String> channels) {
    this.channels = List.copyOf(channels);
  }

  /// Hands over what has to change hands, in a transaction that has the service's row.
  ///
  /// @return when the next turn begins
  Optional<Instant> handOver(Tx tx, ServiceRow service, Flow flow, Instant now) {
    flow.rotas().forEach(rota -> handOver(tx, service, rota, now));
    return flow.rotas().stream()
        .flatMap(rota -> rota.turns().next(now).stream())
        .min(Instant::compareTo);
  }

  private void handOver(Tx tx, ServiceRow service, Rota rota, Instant now) {
    Optional<Turn> turn = rota.turnAt(now, tx.rotas().swaps(service.id(), rota.role()));
    if (turn.isEmpty()) {
      return;
    }
    Optional<String> before =
        tx.rotas().at(service.id(), rota.role(), now).map(past -> past.person());
    boolean news = tx.rotas().onDuty(service.id(), rota.role(), turn.get(), now);
    if (news) {
      tell(tx, service, rota, turn.get(), before, now);
    }
  }

  private void tell(
      Tx tx, ServiceRow service, Rota rota, Turn turn, Optional<String> before, Instant now) {
    tx.facts()
        .write(
            Entry.of(
                    now,
                    Actor.SIGNALBOX,
                    service.id(),
                    new DutyBegun(rota.role().text(), turn.person(), turn.begins()))
                .because(turn.swap().map(Rota.Swap::reason).orElse("")));
    before
        .filter(person -> !person.equals(turn.person()))
        .ifPresent(person ->
            tx.alerts()
                .raise(
                    "rota %s %s %s %s"
                        .formatted(service.id(), rota.role(), turn.begins(), turn.person()),
                    service.id(),
                    Optional.empty(),
                    Optional.empty(),
                    "%s: %s is %s now".formatted(service.name(), turn.person(), rota.role()),
                    "%s hands over to %s, who is %s of %s%s."
                        .formatted(
                            person,
                            turn.person(),
                            rota.role(),
                            service.name(),
                            turn.ends().map(end -> " until " + Utc.at(end)).orElse("")),
                    channels,
                    now));
  }
}
