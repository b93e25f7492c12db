package dev.signalbox.app;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.rota.Rota.Turn;
import dev.signalbox.domain.rota.RotaFact.DutyBegun;
import dev.signalbox.domain.signoff.RequestText;
import dev.signalbox.domain.signoff.SignoffFact.DeploymentRequestFiled;
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

  /// Files the deployment requests that what would move in next needs.
  ///
  /// @return whether there is a new one, so that the plan is not what it was
  boolean file(Tx tx, ServiceRow service, Flow flow, Plan plan, Instant now) {
    boolean filed = false;
    for (EnvironmentPlan stand : plan.environments()) {
      if (stand.candidate().isPresent()) {
        for (GateRule rule :
            flow.environment(stand.environment()).orElseThrow().environment().gates()) {
          if (rule instanceof GateRule.Requested requested) {
            filed |= file(tx, service, flow, stand, requested, now);
          }
        }
      }
    }
    return filed;
  }

  private boolean file(
      Tx tx,
      ServiceRow service,
      Flow flow,
      EnvironmentPlan stand,
      GateRule.Requested rule,
      Instant now) {
    Candidate what = stand.candidate().orElseThrow();
    if (tx.signoffs().of(service.id(), stand.environment()).requestFor(what).isPresent()) {
      return false;
    }
    String text =
        RequestText.of(
            "%s of %s".formatted(stand.environment(), service.name()),
            stand.there().map(there -> there.what().label()),
            since(tx, service, stand, what),
            rule.says(),
            Signoffs.companions(tx, service, flow),
            links(service, what));
    tx.signoffs()
        .file(service.id(), stand.environment(), rule.to(), what.digest(), what.label(), text, now)
        .ifPresent(number -> told(tx, service, stand, rule, what, text, number, now));
    return true;
  }

  private void told(
      Tx tx,
      ServiceRow service,
      EnvironmentPlan stand,
      GateRule.Requested rule,
      Candidate what,
      String text,
      long number,
      Instant now) {
    tx.facts()
        .write(
            Entry.of(
                    now,
                    Actor.SIGNALBOX,
                    service.id(),
                    new DeploymentRequestFiled(
                        number,
                        rule.to().text(),
                        what.label(),
                        what.digest(),
                        stand.environment().text()))
                .in(stand.environment()));
    tx.alerts()
        .raise(
            "deployment-request " + number,
            service.id(),
            Optional.of(stand.environment().text()),
            Optional.empty(),
            "%s: %s is asked to let %s into %s"
                .formatted(service.name(), rule.to(), what.label(), stand.environment()),
            "%s\nAccept it by: signalbox answer %d accept".formatted(text, number),
            channels,
            now);
  }

  /// The releases since the one that is there, that which would move in last.
  private static List<RequestText.Noted> since(
      Tx tx, ServiceRow service, EnvironmentPlan stand, Candidate what) {
    long there =
        stand
            .there()
            .map(Deployment::what)
            .filter(Candidate.OfRelease.class::isInstance)
            .map(Candidate::number)
            .orElse(0L);
    return what instanceof Candidate.OfRelease
        ? tx.releases().between(service.id(), there, what.number()).stream()
            .map(release -> new RequestText.Noted(release, tx.releases().notes(release.id())))
            .toList()
        : List.of();
  }

  private static List<String> links(ServiceRow service, Candidate what) {
    return List.of(
        "repository: " + service.repository(),
        "commit: " + what.commit(),
        "artifact: " + what.image() + "@" + what.digest());
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
                            turn.ends()
                                .map(end -> " until " + Utc.at(end, rota.turns().zone()))
                                .orElse("")),
                    channels,
                    now));
  }
}
