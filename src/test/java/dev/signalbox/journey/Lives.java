package dev.signalbox.journey;

import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.alert.WebhookChannel;
import dev.signalbox.adapter.git.Committer;
import dev.signalbox.adapter.git.GitRepository;
import dev.signalbox.adapter.git.Remote;
import dev.signalbox.adapter.metrics.Scrape;
import dev.signalbox.adapter.oci.Location;
import dev.signalbox.adapter.oci.OciRegistries;
import dev.signalbox.adapter.oci.OciSettings;
import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.adapter.process.LocalCommands;
import dev.signalbox.adapter.process.LocalProcesses;
import dev.signalbox.app.Alerts;
import dev.signalbox.app.Fixes;
import dev.signalbox.app.GivenVersions;
import dev.signalbox.app.Lines;
import dev.signalbox.app.Locks;
import dev.signalbox.app.OpenRepositories;
import dev.signalbox.app.Plans;
import dev.signalbox.app.Promotions;
import dev.signalbox.app.Rotas;
import dev.signalbox.app.Services;
import dev.signalbox.app.Signoffs;
import dev.signalbox.app.Soaks;
import dev.signalbox.app.Sources;
import dev.signalbox.app.Trains;
import dev.signalbox.base.AlertId;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.engine.Journal;
import dev.signalbox.engine.Worker;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.ServerProcess;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.port.PortException;
import dev.signalbox.step.CommandEnvironment;
import dev.signalbox.step.StepCatalogue;
import dev.signalbox.step.Workspaces;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.PostgresJournal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A server without doors and without an alarm clock, which does all that is due on the thread of
/// the test. When it dies, the next one knows only what is in the database and on the disk.
final class Lives implements AutoCloseable {

  private static final String CHANNEL = "webhook";

  private final TestDatabase postgres = TestDatabase.fresh();
  private final TestClock clock;
  private final Database database =
      Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 6);
  private final AlertReceiver receiver;
  private final UnaryOperator<Journal> between;
  private final Path data;
  private Path work;
  private int lives;
  private Life life;

  /// @param between what stands between the workers and their journal
  Lives(Path folder, UnaryOperator<Journal> between) {
    this(folder, between, new TestClock());
  }

  Lives(Path folder, UnaryOperator<Journal> between, TestClock clock) {
    this.clock = clock;
    this.receiver = new AlertReceiver(ServerProcess.ALERT_SECRET, clock);
    this.between = between;
    this.data = folder.resolve("data");
    this.work = folder.resolve("work");
    this.life = new Life();
  }

  Database database() {
    return database;
  }

  AlertReceiver receiver() {
    return receiver;
  }

  TestClock clock() {
    return clock;
  }

  int lived() {
    return lives;
  }

  Promotions promotions() {
    return life.promotions;
  }

  Locks locks() {
    return life.locks;
  }

  Signoffs signoffs() {
    return new Signoffs(database, new Definitions(), life.plans, clock);
  }

  /// The server dies, and the next one knows only what is in the database and on the disk.
  void restart() {
    life = new Life();
  }

  Rotas rotas() {
    return new Rotas(database, new Definitions(), clock);
  }

  Plans plans() {
    return life.plans;
  }

  Lines lines() {
    return life.lines;
  }

  Fixes fixes() {
    return life.fixes;
  }

  Trains trains() {
    return life.trains;
  }

  Soaks soaks() {
    return life.soaks;
  }

  /// This server dies and another one comes up.
  void again() {
    life = new Life();
  }

  /// All facts of a kind, oldest first.
  List<FactRecord> facts(String kind) {
    return database.read(tx -> tx.facts().after(0, 10_000)).stream()
        .filter(fact -> fact.kind().equals(kind))
        .toList();
  }

  /// What is to happen in an environment next.
  EnvironmentPlan plan(ServiceId service, String environment) {
    return plans().look(service).orElseThrow().environment(new Slug(environment)).orElseThrow();
  }

  /// What holds an environment's next up; nothing if nothing does.
  List<Reason> reasons(ServiceId service, String environment) {
    return plan(service, environment).verdict() instanceof Verdict.Hold(List<Reason> reasons)
        ? reasons
        : List.of();
  }

  /// What is in an environment, as people call it.
  Optional<String> there(ServiceId service, String environment) {
    return plan(service, environment).there().map(deployment -> deployment.what().label());
  }

  /// What was ever started into an environment, in its order.
  List<String> started(String environment) {
    return facts("promotion-started").stream()
        .filter(fact -> fact.environment().equals(Optional.of(environment)))
        .map(fact -> fact.sentence().split(" ", 0)[2])
        .toList();
  }

  /// Does all that is due until nothing is under way but what waits for a later time, and nothing
  /// more comes of it.
  void settle(ServiceId service) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .pollInSameThread()
        .until(() -> {
          long before = lastFact();
          go(service);
          return before == lastFact()
              && database.read(tx ->
                  tx.sql()
                      .createQuery(
                          """
                          select not exists (select 1 from run
                                             where ended_at is null and wake_at <= :now)
                          """)
                      .bind("now", clock.instant())
                      .mapTo(Boolean.class)
                      .one());
        });
  }

  long lastFact() {
    return database.read(tx -> tx.facts().last());
  }

  /// The next life is on another machine: nothing of the work folder is there.
  void moveTo(Path otherWork) {
    work = otherWork;
    life = new Life();
  }

  ServiceId add(GitRemote remote) {
    return add(remote, "signalbox.yaml");
  }

  /// @param flow the path of its flow file
  ServiceId add(GitRemote remote, String flow) {
    var wish = new Services.Wish(remote.address(), "main", flow);
    return switch (life.services.add(wish, Actor.unproven("tester"))) {
      case Decision.Accepted<Services.Added>(Services.Added added) ->
          database.read(tx -> tx.services().named(added.name().text()).orElseThrow().id());
      case Decision.Refused<Services.Added> refused ->
          throw new AssertionError(refused.refusal().sentence());
    };
  }

  /// Does all that is due once, as far as this life goes.
  void go(ServiceId service) {
    try {
      life.go(service);
    } catch (DyingJournal.Killed killed) {
      life = new Life();
    }
  }

  @Override
  public void close() {
    new LocalProcesses(work.resolve("sites"), clock).takeDownAll();
    receiver.close();
    database.close();
    postgres.drop();
  }

  private final class Life {

    private final Definitions definitions = new Definitions();
    private final OpenRepositories repositories =
        new OpenRepositories(
            database,
            (remote, branch, lines, mirror) ->
                new GitRepository(
                    Remote.at(remote),
                    branch,
                    lines,
                    data.resolve("git-" + lives).resolve(mirror),
                    new Committer("Signalbox", "signalbox@localhost"),
                    clock,
                    PackHistory::at));
    private final Services services =
        new Services(database, repositories, List.of(CHANNEL), new SecureRandom(), clock);
    private final Sources sources =
        new Sources(
            database, definitions, repositories, List.of(CHANNEL), Duration.ofHours(1), clock);
    private final Plans plans = new Plans(database, definitions, List.of(CHANNEL), clock);
    private final Promotions promotions = new Promotions(database, definitions, plans, clock);
    private final Lines lines = new Lines(database, definitions, repositories, clock);
    private final Fixes fixes = new Fixes(database, definitions, repositories, clock);
    private final Locks locks = new Locks(database, definitions, clock);
    private final Trains trains = new Trains(database, definitions, plans, clock);
    private final Soaks soaks = new Soaks(database, definitions, plans, clock);
    private final Alerts alerts =
        new Alerts(
            database,
            List.of(
                new WebhookChannel(
                    new Slug(CHANNEL), receiver.address(), ServerProcess.ALERT_SECRET, clock)),
            Optional.empty(),
            clock);
    private final Worker worker =
        new Worker(
            "life-" + lives++,
            between.apply(new PostgresJournal(database, definitions, List.of(CHANNEL))),
            steps(),
            clock,
            text -> text,
            broken ->
                broken instanceof PortException port
                    ? Optional.of(port.sentence())
                    : Optional.empty());

    void go(ServiceId service) {
      sources.look(service);
      plans.replan(service);
      due("select id::text from run where wake_at <= :now order by id")
          .forEach(run -> worker.advance(new RunId(Long.parseLong(run))));
      due("select alert_id::text from alert_delivery where next_at <= :now")
          .forEach(alert -> alerts.deliver(new AlertId(Long.parseLong(alert)), CHANNEL));
    }

    private List<String> due(String query) {
      return database.read(tx ->
          tx.sql().createQuery(query).bind("now", clock.instant()).mapTo(String.class).list());
    }

    private StepCatalogue steps() {
      return new StepCatalogue(
          repositories,
          new GivenVersions(database),
          new Workspaces(work.resolve("checkouts")),
          new LocalCommands(work.resolve("commands"), clock),
          new CommandEnvironment(Map.of("PATH", System.getenv("PATH"))),
          new OciRegistries(new OciSettings(registries(), work.resolve("scratch"))),
          new LocalProcesses(work.resolve("sites"), clock),
          (origin, address) ->
              origin instanceof Origin.Scrape(String path)
                  ? address.map(where -> new Scrape(where, path))
                  : Optional.empty(),
          name -> Optional.empty(),
          (name, backend) -> Optional.empty(),
          new dev.signalbox.app.RolloutRecords(database),
          new dev.signalbox.app.SpokenWords(database));
    }

    private Map<String, Location> registries() {
      return Map.of(
          "embedded", new Location.Folder(data.resolve("registry")),
          "registry.dev.example", new Location.Folder(data.resolve("registry-dev")),
          "registry.prod.example", new Location.Folder(data.resolve("registry-prod")));
    }
  }
}
