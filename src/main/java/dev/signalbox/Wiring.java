package dev.signalbox;

import dev.signalbox.adapter.oci.OciRegistries;
import dev.signalbox.adapter.oci.OciSettings;
import dev.signalbox.adapter.postgres.EmbeddedPostgres;
import dev.signalbox.adapter.process.LocalCommands;
import dev.signalbox.adapter.process.LocalProcesses;
import dev.signalbox.api.CalendarApi;
import dev.signalbox.api.EnvironmentApi;
import dev.signalbox.api.FactApi;
import dev.signalbox.api.FeedApi;
import dev.signalbox.api.LineApi;
import dev.signalbox.api.PostingApi;
import dev.signalbox.api.RolloutApi;
import dev.signalbox.api.RotaApi;
import dev.signalbox.api.Route;
import dev.signalbox.api.RunApi;
import dev.signalbox.api.ServiceApi;
import dev.signalbox.api.SignoffApi;
import dev.signalbox.api.TrainApi;
import dev.signalbox.app.AlarmClock;
import dev.signalbox.app.Alerts;
import dev.signalbox.app.Audit;
import dev.signalbox.app.Boards;
import dev.signalbox.app.Calendars;
import dev.signalbox.app.Changes;
import dev.signalbox.app.Companions;
import dev.signalbox.app.Deliveries;
import dev.signalbox.app.Feed;
import dev.signalbox.app.Figures;
import dev.signalbox.app.Fixes;
import dev.signalbox.app.GivenVersions;
import dev.signalbox.app.Lines;
import dev.signalbox.app.Locks;
import dev.signalbox.app.OpenRepositories;
import dev.signalbox.app.Plans;
import dev.signalbox.app.Postings;
import dev.signalbox.app.Promotions;
import dev.signalbox.app.Releases;
import dev.signalbox.app.RolloutRecords;
import dev.signalbox.app.Rollouts;
import dev.signalbox.app.Rotas;
import dev.signalbox.app.Runs;
import dev.signalbox.app.Services;
import dev.signalbox.app.Shortcuts;
import dev.signalbox.app.Signoffs;
import dev.signalbox.app.Soaks;
import dev.signalbox.app.Sources;
import dev.signalbox.app.SpokenWords;
import dev.signalbox.app.Trains;
import dev.signalbox.auth.Guard;
import dev.signalbox.auth.Tokens;
import dev.signalbox.engine.Worker;
import dev.signalbox.ops.Health;
import dev.signalbox.ops.Metrics;
import dev.signalbox.port.AlertChannel;
import dev.signalbox.port.PortException;
import dev.signalbox.step.CommandEnvironment;
import dev.signalbox.step.StepCatalogue;
import dev.signalbox.step.Workspaces;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.PostgresJournal;
import dev.signalbox.web.Assets;
import dev.signalbox.web.AuditPages;
import dev.signalbox.web.BoardPages;
import dev.signalbox.web.CalendarPages;
import dev.signalbox.web.EnvironmentPages;
import dev.signalbox.web.RunPages;
import dev.signalbox.web.SignInPages;
import dev.signalbox.webhook.WebhookDoor;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place that calls constructors: settings go in, a running server comes out.
public final class Wiring {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
  private static final int CONNECTIONS = 16;

  private final Settings settings;
  private final Map<String, String> environment;
  private final Adapters adapters;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /// @param environment the server's own
  public Wiring(Settings settings, Map<String, String> environment, InstantSource clock) {
    this.settings = settings;
    this.environment = environment;
    this.adapters = new Adapters(settings, clock);
    this.clock = clock;
  }

  /// @throws RuntimeException with a sentence, if the server can not start; nothing is left running
  public Server start() {
    try {
      return open();
    } catch (RuntimeException broken) {
      Server.closeAll(opened);
      throw broken;
    }
  }

  private Server open() {
    DataFolder data = keep(DataFolder.open(settings.data(), random));
    Database database = keep(database(data));
    var definitions = new Definitions();
    List<AlertChannel> channels = adapters.channels();
    List<String> channelNames = channels.stream().map(AlertChannel::name).toList();
    var repositories =
        new OpenRepositories(database, adapters::repository, adapters::repositoryWithoutLogin);
    var figures = new Figures(database, clock);
    var plans = new Plans(database, definitions, channelNames, clock);
    var promotions = new Promotions(database, definitions, plans, clock);
    var calendars = new Calendars(database, definitions, plans, clock);
    var locks = new Locks(database, definitions, clock);
    var lines = new Lines(database, definitions, repositories, clock);
    var fixes = new Fixes(database, definitions, repositories, clock);
    var boards = new Boards(database, plans, fixes);
    var trains = new Trains(database, definitions, plans, clock);
    var soaks = new Soaks(database, definitions, plans, clock);
    var runs = new Runs(database, clock);
    var rollouts = new Rollouts(database, definitions, clock);
    var audit = new Audit(database);
    var services = new Services(database, repositories, channelNames, random, clock);
    var sources =
        new Sources(database, definitions, repositories, channelNames, settings.poll(), clock);
    var processes = new LocalProcesses(settings.work().resolve("sites"), clock);
    var tokens = new Tokens(database, random, clock);
    Optional<String> firstToken = firstToken(tokens, data);
    String life = Long.toString(ProcessHandle.current().pid());
    var worker =
        new Worker(
            data.instance() + "/" + life,
            new PostgresJournal(database, definitions, channelNames),
            steps(database, repositories, processes),
            clock,
            adapters.masker(),
            broken ->
                broken instanceof PortException port
                    ? Optional.of(port.sentence())
                    : Database.away(broken));
    var alarms =
        new AlarmClock(
            database,
            sources,
            plans,
            worker,
            new Alerts(database, channels, settings.external(), clock),
            data.instance(),
            life,
            settings.threads(),
            clock);
    var feed = new Feed(database);
    var metrics = new Metrics(figures);
    feed.subscribe(fact -> metrics.count(fact.kind()));
    feed.subscribe(fact ->
        LOG.info(
            "{} {} {} {}: {}",
            fact.service().orElse("-"),
            fact.environment().orElse("-"),
            fact.run().map(Object::toString).orElse("-"),
            fact.actor().name(),
            fact.sentence()));
    List<Route> routes =
        Stream.of(
                new ServiceApi(services, boards, new Releases(database)).routes(),
                new EnvironmentApi(plans, promotions, locks).routes(),
                new LineApi(lines, fixes).routes(),
                new RolloutApi(rollouts).routes(),
                new PostingApi(new Postings(database, definitions, clock)).routes(),
                new TrainApi(trains, soaks, new Changes(database, definitions, clock)).routes(),
                new RunApi(runs).routes(),
                new FactApi(audit).routes(),
                new SignoffApi(
                        new Signoffs(database, definitions, plans, clock),
                        new Companions(database, definitions, repositories, clock))
                    .routes(),
                new CalendarApi(calendars, new Shortcuts(database, clock)).routes(),
                new RotaApi(new Rotas(database, definitions, clock)).routes())
            .flatMap(List::stream)
            .toList();
    var doors =
        new Front.Doors(
            new FeedApi(feed),
            new WebhookDoor(new Deliveries(database, clock)),
            new Health(() -> trouble(figures)),
            metrics,
            new Assets(),
            new BoardPages(boards, clock),
            new EnvironmentPages(boards, promotions, locks, runs, clock),
            new RunPages(runs, rollouts, clock),
            new AuditPages(audit),
            new CalendarPages(calendars),
            new SignInPages(
                tokens,
                settings.external().map(uri -> "https".equals(uri.getScheme())).orElse(false)));
    Guard guard = new Guard(tokens, settings.onLoopback(), settings.external());
    Javalin http =
        new Front(guard, routes, doors, version()).open(settings.bind(), settings.port());
    feed.start();
    alarms.start();
    String host = settings.onLoopback() ? "127.0.0.1" : settings.bind();
    return new Server(
        http,
        feed,
        alarms,
        worker,
        URI.create("http://%s:%d".formatted(host, http.port())),
        firstToken,
        processes::takeDownAll,
        opened);
  }

  private Database database(DataFolder data) {
    DatabaseUrl external = settings.database().orElse(null);
    if (external != null) {
      return Database.open(
          external.jdbcUrl(), external.user(), external.password().value(), CONNECTIONS);
    }
    EmbeddedPostgres own =
        keep(
            EmbeddedPostgres.start(
                data.sub("postgres"),
                Settings.usualCache(environment),
                EmbeddedPostgres.AtExit.LEAVE_TO_CALLER));
    return Database.open(own.jdbcUrl(), own.user(), own.password(), CONNECTIONS);
  }

  private StepCatalogue steps(
      Database database, OpenRepositories repositories, LocalProcesses processes) {
    var common = new TreeMap<String, String>();
    settings
        .passOn()
        .forEach(
            name -> Optional.ofNullable(environment.get(name)).ifPresent(v -> common.put(name, v)));
    Path work = settings.work();
    return new StepCatalogue(
        repositories,
        new GivenVersions(database),
        new Workspaces(work.resolve("checkouts")),
        new LocalCommands(work.resolve("commands"), clock),
        new CommandEnvironment(common),
        keep(new OciRegistries(new OciSettings(adapters.registries(), work.resolve("scratch")))),
        processes,
        adapters::metrics,
        adapters::json,
        adapters::haproxy,
        new RolloutRecords(database),
        new SpokenWords(database));
  }

  /// The token of this database: the one the settings give, or one that is made now.
  private Optional<String> firstToken(Tokens tokens, DataFolder data) {
    if (settings.token().isPresent()) {
      tokens.expect(settings.token().get().value());
      return Optional.empty();
    }
    Optional<String> made = tokens.first();
    made.ifPresent(data::keepToken);
    return made;
  }

  private static Optional<String> trouble(Figures figures) {
    try {
      figures.runsGoing();
      return Optional.empty();
    } catch (RuntimeException noDatabase) {
      return Optional.of("The database does not answer; the server goes on when it does.");
    }
  }

  static String version() {
    return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
        .orElse("from sources");
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }
}
