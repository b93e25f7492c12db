package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.companion.CompanionStand;
import dev.signalbox.domain.companion.CompanionStand.Seen;
import dev.signalbox.flow.Flow;
import dev.signalbox.history.CompanionHistory;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The companions of a service, looked at whenever the service's own repository is.
public final class Companions {

  private final Database database;
  private final Definitions definitions;
  private final OpenRepositories repositories;
  private final InstantSource clock;

  public Companions(
      Database database,
      Definitions definitions,
      OpenRepositories repositories,
      InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.repositories = repositories;
    this.clock = clock;
  }

  /// A companion, as every door shows it.
  ///
  /// @param tag what to name where it is used by hand; empty while nothing is known
  /// @param released whether nothing has changed since its last release
  /// @param sentence how it stands
  public record CompanionView(
      String companion,
      String repository,
      String path,
      Optional<String> tag,
      boolean released,
      String sentence) {

    static CompanionView of(Companion companion, CompanionStand stand) {
      return new CompanionView(
          companion.name().text(),
          companion.repository(),
          companion.path(),
          companion.tagToName(stand),
          stand instanceof CompanionStand.Released,
          companion.sentence(stand));
    }
  }

  /// In the order of the flow file.
  public Decision<List<CompanionView>> of(String service) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row -> {
              List<Companion> all =
                  row.definition()
                      .map(digest -> definitions.of(tx, digest).companions())
                      .orElse(List.of());
              Map<?, CompanionStand> stands = tx.companions().of(row.id(), all);
              return all.stream()
                  .map(one ->
                      CompanionView.of(
                          one, stands.getOrDefault(one.name(), new CompanionStand.Unseen())))
                  .toList();
            }));
  }

  /// Looks at each, as the service's flow has them by now.
  void look(ServiceId service) {
    ServiceRow row = database.read(tx -> tx.services().get(service));
    for (Companion companion : watched(row)) {
      Look look = look(row, companion);
      database.change(tx -> {
        Instant now = clock.instant();
        tx.services().lock(service);
        CompanionStand before =
            tx.companions()
                .of(service, List.of(companion))
                .getOrDefault(companion.name(), new CompanionStand.Unseen());
        CompanionStand after =
            switch (look) {
              case Look.Found(Seen seen) -> before.found(seen);
              case Look.Missed(String why) -> before.missed(why, now);
            };
        tx.companions().save(service, companion, after, now);
        before
            .news(companion.name(), after)
            .ifPresent(news -> tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service, news)));
        if (!after.equals(before)) {
          tx.services().planAt(service, now);
        }
      });
    }
  }

  private List<Companion> watched(ServiceRow service) {
    return service
        .definition()
        .map(digest -> database.read(tx -> definitions.of(tx, digest)))
        .map(Flow::companions)
        .orElse(List.of());
  }

  private sealed interface Look {

    record Found(Seen seen) implements Look {}

    record Missed(String why) implements Look {}
  }

  private Look look(ServiceRow service, Companion companion) {
    try {
      SourceRepository repository =
          repositories.named(service, companion.repository(), companion.branch());
      Heads heads = repository.fetch();
      Optional<CommitId> head = heads.head();
      if (head.isEmpty()) {
        return new Look.Missed(
            "%s has no commit on branch %s.".formatted(companion.repository(), companion.branch()));
      }
      return switch (CompanionHistory.stand(
          companion, repository.history(), head.get(), heads.tags(), clock.instant())) {
        case Decision.Accepted<Seen>(Seen seen) -> new Look.Found(seen);
        case Decision.Refused<Seen>(var refusal) -> new Look.Missed(refusal.sentence());
      };
    } catch (PortException unreachable) {
      return new Look.Missed(unreachable.sentence());
    }
  }
}
