package dev.signalbox.app;

import dev.signalbox.app.Intake.Arrived;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Problem;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.Reading;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Arrival;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The services under release.
public final class Services {

  private final Database database;
  private final OpenRepositories repositories;
  private final Intake intake;
  private final TagIntake tags;
  private final SecureRandom random;
  private final InstantSource clock;

  public Services(
      Database database,
      OpenRepositories repositories,
      List<String> channels,
      SecureRandom random,
      InstantSource clock) {
    this.database = database;
    this.repositories = repositories;
    this.intake = new Intake(channels);
    this.tags = new TagIntake(channels);
    this.random = random;
    this.clock = clock;
  }

  /// @param flowPath where the flow file is in the repository
  public record Wish(String repository, String branch, String flowPath) {}

  /// @param webhookSecret what the sender of webhooks signs with; told once
  public record Added(Slug name, String webhookSecret) {}

  record ServiceAdded(String name, String repository, String branch, String flowPath)
      implements Fact {
    @Override
    public String sentence() {
      return "added %s from %s, branch %s".formatted(name, repository, branch);
    }
  }

  /// Puts a service under release. The head of its branch is built; what came before is history.
  public Decision<Added> add(Wish wish, Actor by) {
    try {
      SourceRepository repository = repositories.of(wish.repository(), wish.branch());
      Heads heads = repository.fetch();
      if (heads.head().isEmpty()) {
        return Decision.refuse(
            "empty-branch",
            "%s has no commit on branch %s yet.".formatted(wish.repository(), wish.branch()),
            "whoever may push there");
      }
      Arrived head = head(repository, heads.head().get(), wish.flowPath());
      return switch (Intake.read(wish.flowPath(), head)) {
        case Reading.Bad(List<Problem> problems) -> Decision.refuse(refusal(problems));
        case Reading.Good(Flow flow) ->
            database.write(tx -> add(tx, wish, flow, head, heads, by, clock.instant()));
      };
    } catch (PortException unreachable) {
      return Decision.refuse(
          "unreachable", unreachable.sentence(), "whoever runs that repository, or you");
    }
  }

  public List<ServiceRow> all() {
    return database.read(tx -> tx.services().all());
  }

  public Optional<ServiceRow> named(String name) {
    return database.read(tx -> tx.services().named(name));
  }

  private static Arrived head(SourceRepository repository, CommitId head, String path) {
    return switch (repository.arrivedSince(Optional.empty(), head)) {
      case Arrival.Commits(List<Commit> commits) ->
          Sources.withFlow(repository, path, commits.getLast());
      case Arrival.HistoryRewritten(Commit commit) -> Sources.withFlow(repository, path, commit);
    };
  }

  private Decision<Added> add(
      Tx tx, Wish wish, Flow flow, Arrived head, Heads heads, Actor by, Instant now) {
    Optional<ServiceRow> same =
        tx.services()
            .named(flow.service().text())
            .or(() -> tx.services().following(wish.repository(), wish.branch(), wish.flowPath()));
    if (same.isPresent()) {
      return Decision.refuse(
          "service-exists",
          "There is a service %s already, from %s."
              .formatted(same.get().name(), same.get().repository()),
          "whoever may push: name it differently in the flow file");
    }
    String secret = secret();
    ServiceId id =
        tx.services()
            .add(flow.service(), wish.repository(), wish.branch(), wish.flowPath(), secret, now);
    tx.facts()
        .write(
            Entry.of(
                now,
                by,
                id,
                new ServiceAdded(
                    flow.service().text(), wish.repository(), wish.branch(), wish.flowPath())));
    ServiceRow service = tx.services().lock(id);
    flow.release().ifPresent(rule -> tags.known(tx, service, rule, heads.tags(), now));
    intake.seen(tx, service, head, "registration", now);
    tx.services().lookAt(id, now);
    tx.services().planAt(id, now);
    return Decision.accept(new Added(flow.service(), secret));
  }

  private static Refusal refusal(List<Problem> problems) {
    return new Refusal(
        problems.stream()
            .map(p ->
                Reason.of(
                    p.code(),
                    "%s: %s".formatted(p.place(), p.text()),
                    "whoever may push to the tracked branch"))
            .toList());
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
