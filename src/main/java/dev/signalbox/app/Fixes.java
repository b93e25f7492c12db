package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.line.Holding;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.flow.Flow;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.HoldingStore.Question;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which place has which fix. The commits that lines brought are asked after wherever anything
/// runs, and of every release that may come: by ancestry, or carried over.
public final class Fixes {

  private final Database database;
  private final Definitions definitions;
  private final OpenRepositories repositories;
  private final InstantSource clock;

  public Fixes(
      Database database,
      Definitions definitions,
      OpenRepositories repositories,
      InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.repositories = repositories;
    this.clock = clock;
  }

  /// A fix, and every environment.
  ///
  /// @param line what brought it first
  public record FixView(
      CommitId commit, String subject, String line, List<PlaceView> environments) {}

  /// @param what what is there; empty if nothing is
  /// @param has whether it has the fix; empty if nobody has looked yet
  /// @param sentence the same in words
  public record PlaceView(
      String environment, Optional<String> what, Optional<Boolean> has, String sentence) {}

  /// Every fix that lines brought lately, newest line first.
  public Decision<List<FixView>> of(String service) {
    return database.read(tx -> Named.service(tx, service).map(row -> of(tx, row)));
  }

  /// Within a transaction, for the board.
  List<FixView> of(Tx tx, ServiceRow service) {
    List<LineRow> lines = tx.lines().remembered(service.id(), clock.instant());
    if (lines.isEmpty() || service.definition().isEmpty()) {
      return List.of();
    }
    var places = places(tx, service);
    Map<Question, Holding> known =
        tx.holdings().known(service.id(), fixes(lines).keySet().stream().toList());
    var views = new LinkedHashMap<CommitId, FixView>();
    for (LineRow row : lines) {
      for (Pick pick : row.line().picks()) {
        views.putIfAbsent(
            pick.commit(),
            new FixView(
                pick.commit(),
                pick.subject(),
                row.line().name().text(),
                places.entrySet().stream()
                    .map(place -> place(place.getKey(), place.getValue(), pick.commit(), known))
                    .toList()));
      }
    }
    return List.copyOf(views.values());
  }

  /// Whether any commit of the tracked branch is in an environment, and in every other.
  ///
  /// @param commit or its first digits
  public Decision<FixView> whether(String service, String environment, String commit) {
    return database
        .read(tx -> Named.environment(tx, definitions, service, environment))
        .then(place -> {
          try {
            return whether(place, commit);
          } catch (PortException unreachable) {
            return Decision.refuse(
                "unreachable", unreachable.sentence(), "whoever runs that repository");
          }
        });
  }

  private Decision<FixView> whether(Named.Place place, String text) {
    ServiceRow service = place.service();
    SourceRepository repository = repositories.of(service.repository(), service.branch());
    return LineWishes.meant(repository, repository.fetch(), service, List.of(text))
        .map(commits -> {
          var commit = commits.getFirst();
          return database.read(tx -> {
            List<LineRow> lines = tx.lines().all(service.id());
            List<CommitId> carried = fixes(lines).getOrDefault(commit.id(), List.of());
            List<PlaceView> there =
                places(tx, service).entrySet().stream()
                    .sorted(
                        Comparator.comparing(e -> !e.getKey().equals(place.environment().text())))
                    .map(e ->
                        e.getValue()
                            .map(deployment ->
                                view(
                                    e.getKey(),
                                    deployment,
                                    holding(
                                        repository,
                                        commit.id(),
                                        carried,
                                        deployment.what().commit())))
                            .orElseGet(() -> nothing(e.getKey())))
                    .toList();
            return new FixView(
                commit.id(),
                commit.subject(),
                lines.stream()
                    .filter(row ->
                        row.line().picks().stream().anyMatch(p -> p.commit().equals(commit.id())))
                    .map(row -> row.line().name().text())
                    .findFirst()
                    .orElse(""),
                there);
          });
        });
  }

  /// Finds out what is not known yet. Asked again after everything that may change the answer.
  void examine(SourceRepository repository, ServiceId service) {
    Instant now = clock.instant();
    record Open(Map<CommitId, List<CommitId>> fixes, List<Question> questions) {}
    Open open =
        database.read(tx -> {
          List<LineRow> lines = tx.lines().remembered(service, now);
          Map<CommitId, List<CommitId>> fixes = fixes(lines);
          if (fixes.isEmpty()) {
            return new Open(fixes, List.of());
          }
          long from =
              lines.stream().mapToLong(row -> row.line().base().place()).min().orElseThrow();
          var known = tx.holdings().known(service, List.copyOf(fixes.keySet()));
          return new Open(
              fixes,
              tx.holdings().places(service, from).stream()
                  .flatMap(place -> fixes.keySet().stream().map(fix -> new Question(fix, place)))
                  .filter(question -> !known.containsKey(question))
                  .toList());
        });
    Map<Question, Holding> found = new LinkedHashMap<>();
    for (Question question : open.questions()) {
      List<CommitId> carried = open.fixes().getOrDefault(question.fix(), List.of());
      try {
        found.put(question, holding(repository, question.fix(), carried, question.commit()));
      } catch (PortException _) {
        // somebody pushed with force: it stays unknown
      }
    }
    if (!found.isEmpty()) {
      database.change(tx -> {
        found.forEach((question, holding) -> tx.holdings().add(service, question, holding));
        tx.services().planAt(service, now);
      });
    }
  }

  private static Holding holding(
      SourceRepository repository, CommitId fix, List<CommitId> carried, CommitId place) {
    if (repository.isAncestor(fix, place)) {
      return new Holding.ByAncestry();
    }
    return carried.stream()
        .filter(as -> repository.isAncestor(as, place))
        .findFirst()
        .<Holding>map(Holding.ByPick::new)
        .orElseGet(Holding.Lacking::new);
  }

  /// Every fix that a line has, and what it became on each.
  private static Map<CommitId, List<CommitId>> fixes(List<LineRow> lines) {
    Map<CommitId, List<CommitId>> fixes = new LinkedHashMap<>();
    for (LineRow row : lines) {
      for (Pick pick : row.line().picks()) {
        fixes.computeIfAbsent(pick.commit(), _ -> new ArrayList<>()).add(pick.became());
      }
    }
    return fixes;
  }

  /// What is in each environment, in the order of the flow file.
  private Map<String, Optional<Deployment>> places(Tx tx, ServiceRow service) {
    Flow flow = definitions.of(tx, service.definition().orElseThrow());
    var there = tx.deployments().newest(service.id());
    Map<String, Optional<Deployment>> places = new LinkedHashMap<>();
    flow.process()
        .environments()
        .forEach(environment ->
            places.put(
                environment.name().text(), Optional.ofNullable(there.get(environment.name()))));
    return places;
  }

  private static PlaceView place(
      String environment, Optional<Deployment> there, CommitId fix, Map<Question, Holding> known) {
    return there
        .map(deployment ->
            view(
                environment,
                deployment,
                known.getOrDefault(
                    new Question(fix, deployment.what().commit()), new Holding.Unknown())))
        .orElseGet(() -> nothing(environment));
  }

  private static PlaceView view(String environment, Deployment there, Holding holding) {
    String what = there.what().label();
    return new PlaceView(
        environment,
        Optional.of(what),
        switch (holding) {
          case Holding.ByAncestry _, Holding.ByPick _ -> Optional.of(true);
          case Holding.Lacking _ -> Optional.of(false);
          case Holding.Unknown _ -> Optional.empty();
        },
        "%s in %s %s.".formatted(what, environment, holding.clause()));
  }

  private static PlaceView nothing(String environment) {
    return new PlaceView(
        environment,
        Optional.empty(),
        Optional.of(false),
        "Nothing is in %s yet.".formatted(environment));
  }
}
