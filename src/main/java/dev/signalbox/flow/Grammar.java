package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;
import static dev.signalbox.flow.shape.MappingOf.oneOf;
import static dev.signalbox.flow.shape.Word.bare;
import static dev.signalbox.flow.shape.Word.valued;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Either;
import dev.signalbox.flow.shape.Exactly;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.ListOf;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Word;
import dev.signalbox.flow.shape.Words;
import dev.signalbox.flow.shape.Words.Chosen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The language of the flow file, from its top to its leaves. This and [ReleaseGrammar] are the
/// only list of its keywords: the checks, the messages, the schema for editors and the reference
/// page all come from here.
final class Grammar {

  private Grammar() {}

  /// A file that says how releases are counted, and no more.
  static final class ReleaseFile {

    static final MappingOf SHAPE =
        mapping("the file", File.SIGNALBOX, File.RELEASE, ReleaseGrammar.COMPONENTS);
  }

  /// The file itself.
  static final class File {

    static final Key<Integer> SIGNALBOX =
        required(
            "signalbox",
            new Exactly(1, ProblemCode.OTHER_FORMAT, "This Signalbox reads format 1."),
            "The format of the file; always the first key.");

    static final Key<Slug> SERVICE =
        required("service", Forms.NAME, "What is released, by the name people know it by.");

    static final Key<String> TEAM = optional("team", Forms.LINE, "Who looks after it.");

    static final Key<List<Chosen<Draft>>> BUILD =
        required(
            "build",
            Steps.OF_A_BUILD,
            "What is done once for each commit of the tracked branch; it ends with 'publish'.");

    static final Key<Fields> RELEASE =
        optional("release", ReleaseGrammar.SHAPE, "How releases are numbered and tagged.");

    static final Key<Fields> CALENDAR =
        optional(
            "calendar",
            CalendarGrammar.SHAPE,
            "Where it is which day, which days are holidays, and when nothing may move.");

    static final Key<List<NamedOnes.One<Slug, Fields>>> ROTA =
        optional("rota", RotaGrammar.SHAPE, "Who is on duty for which role, turn by turn.");

    static final Key<DeploySpec> DEPLOY =
        optional(
            "deploy",
            Deploying.SHAPE,
            "How to deploy, wherever a 'deploy' step does not say it itself.");

    static final Key<MetricsSpec> METRICS =
        optional("metrics", Metrics.SHAPE, "Where requests and errors are counted, for 'monitor'.");

    static final Key<List<NamedOnes.One<Slug, Fields>>> ENVIRONMENTS =
        required(
            "environments",
            new NamedOnes<>(
                "one environment or more, each with its name", Forms.NAME, Environments.SHAPE),
            "Where the service runs, in the order in which a release meets them.");

    static final Key<List<NamedOnes.One<Slug, Fields>>> LINES =
        optional(
            "lines",
            new NamedOnes<>("one line or more, each with its name", Forms.NAME, LineGrammar.SHAPE),
            "Release lines: short-lived branches off a release, opened when one environment cannot"
                + " wait for the next.");

    static final MappingOf SHAPE =
        mapping(
            "the flow file",
            SIGNALBOX,
            SERVICE,
            TEAM,
            BUILD,
            RELEASE,
            ReleaseGrammar.COMPONENTS,
            CALENDAR,
            ROTA,
            TrainGrammar.TRAINS,
            DEPLOY,
            METRICS,
            ENVIRONMENTS,
            LINES,
            CompanionGrammar.COMPANIONS,
            UrgentGrammar.URGENT);
  }

  /// One environment.
  static final class Environments {

    static final Key<At<TakesDraft>> TAKES =
        required("takes", TrainGrammar.Taking.SHAPE.placed(), "What comes into the environment.");

    static final Key<At<StartsDraft>> STARTS =
        optional(
            "starts",
            TrainGrammar.Starting.SHAPE.placed(),
            "When what was taken starts; left out, by itself.");

    static final Key<Boolean> LOCK =
        optional(
            "lock",
            new Choice<Boolean>("a kind of lock")
                .or(
                    "exclusive",
                    true,
                    "A run holds the environment for itself, from its first step to its last."),
            "Whether a run keeps the others out.");

    static final Key<Fields> ROLLOUT =
        optional(
            "rollout",
            RolloutGrammar.shape(),
            "How 'deploy' gives the new version its traffic: step by step, beside the old one.");
    static final Key<GateRule> REQUEST =
        optional(
            "request",
            GateGrammar.Request.SHAPE,
            "Files a deployment request for what was taken, and waits until it is accepted.");

    static final Key<List<Chosen<GateDraft>>> GATES =
        optional(
            "gates",
            GateGrammar.SHAPE,
            "What must be true beside, before anything that was taken starts.");

    static final Key<List<Chosen<Draft>>> STEPS =
        required("steps", Steps.OF_AN_ENVIRONMENT, "What is done with what was taken, in order.");

    static final Key<List<Chosen<Draft>>> ON_FAILURE =
        preset(
            "on-failure",
            Steps.AFTERWARDS,
            "[alert, halt]",
            "What is done when a step failed or could not be carried out.");

    static final Key<List<Chosen<Draft>>> ON_BREACH =
        preset(
            "on-breach",
            Steps.AFTERWARDS,
            "[alert, halt]",
            "What is done when a 'monitor' step saw its threshold exceeded or its objective broken, or"
                + " somebody said no to a dashboard of a 'watch' step.");

    static final MappingOf SHAPE =
        mapping(
            "an environment",
            TAKES,
            STARTS,
            REQUEST,
            GATES,
            LOCK,
            ROLLOUT,
            STEPS,
            ON_FAILURE,
            ON_BREACH);
  }

  /// The steps, each in the order in which most processes have them.
  static final class Steps {

    static final Word<Draft> RUN =
        valued(
            "run",
            Commands.TIMED.as(
                timed -> new Draft.Complete(new StepSpec.Run(timed.command(), timed.within()))),
            "Runs a command of the team's own in a clean checkout of the commit.");

    static final Word<Draft> PUBLISH =
        valued(
            "publish",
            Publishing.SHAPE,
            "Makes the build's files an artifact in a registry; from then on it is known by its"
                + " digest and never built again.");

    static final Word<Draft> DEPLOY =
        Word.<Draft>bare(
                "deploy",
                new Draft.Deploy(Optional.empty()),
                "Brings the artifact up in the environment, in the place of what runs there.")
            .or(Deploying.SHAPE.as(own -> new Draft.Deploy(Optional.of(own))));

    static final Word<Draft> VERIFY =
        valued(
            "verify",
            Commands.TIMED.as(
                timed -> new Draft.Complete(new StepSpec.Verify(timed.command(), timed.within()))),
            "Runs a command in a clean checkout, against what was deployed.");

    static final Word<Draft> RELEASE =
        bare(
            "release",
            new Draft.Release(),
            "Makes a release: the next version by the commits since the last, and its tag.");

    static final Word<Draft> NAME_ARTIFACT =
        valued(
            "name-artifact",
            Forms.TAG
                .placed()
                .as(name ->
                    new Draft.Naming(new StepSpec.NameArtifact(name.value()), List.of(name))),
            "Gives the artifact's digest one more tag in the registry it is in.");

    static final Word<Draft> COPY_ARTIFACT =
        valued(
            "copy-artifact",
            Forms.IMAGE.as(to -> new Draft.Complete(new StepSpec.CopyArtifact(to))),
            "Copies the same digest to another registry; later steps take it from there.");

    static final Word<Draft> MONITOR =
        valued(
            "monitor",
            Monitoring.SHAPE,
            "Watches the error rate for a while; exceeding the threshold, or an objective that is"
                + " shown to be broken, is a breach.");

    static final Word<Draft> ALERT =
        Word.<Draft>bare(
                "alert",
                new Draft.Complete(new StepSpec.Alert(Optional.empty())),
                "Tells the team, on every channel the server has; a text is added to the message.")
            .or(Forms.LINE.as(says -> new Draft.Complete(new StepSpec.Alert(Optional.of(says)))));

    static final Word<Draft> ROLLBACK =
        bare("rollback", new Draft.Rollback(), "Brings back what ran here before the run.");

    static final Word<Draft> HALT =
        bare(
            "halt",
            new Draft.Complete(new StepSpec.Halt()),
            "The end: what was taken goes no further by itself.");

    private static final List<Word<Draft>> BUILDING = List.of(RUN, PUBLISH);
    private static final List<Word<Draft>> BRINGING =
        List.of(
            DEPLOY,
            VERIFY,
            RELEASE,
            NAME_ARTIFACT,
            COPY_ARTIFACT,
            MONITOR,
            WatchGrammar.WATCH,
            ALERT,
            HALT);
    private static final List<Word<Draft>> REACTING = List.of(ALERT, ROLLBACK, HALT);
    private static final List<Word<Draft>> ALL =
        Stream.of(BUILDING, BRINGING, REACTING).flatMap(List::stream).distinct().toList();

    static final Shape<List<Chosen<Draft>>> OF_A_BUILD =
        new ListOf<>("a list of build steps", new Words<>("a step of a build", BUILDING, ALL));

    static final Shape<List<Chosen<Draft>>> OF_AN_ENVIRONMENT =
        new ListOf<>("a list of steps", new Words<>("a step of an environment", BRINGING, ALL));

    static final Shape<List<Chosen<Draft>>> AFTERWARDS =
        new ListOf<>(
            "a list of reactions", new Words<>("a reaction to a failure or breach", REACTING, ALL));
  }

  /// Commands of the team's own.
  static final class Commands {

    static final Shape<Command> PLAIN =
        new Either<>(
            "a command as a text, or as a list of words",
            Forms.SHELL.as(Command::shell),
            new ListOf<>("the words of a command", Forms.WORD).as(Command::of));

    static final Key<Command> COMMAND =
        required("command", PLAIN, "The command: a text for the shell, or a list of words.");

    static final Key<Duration> WITHIN =
        preset("within", Forms.DURATION, "30m", "How long it may take before it is stopped.");

    static final Shape<Timed> TIMED =
        new Either<>(
            "a command",
            PLAIN.as(command -> new Timed(command, WITHIN.meaningOfPreset().orElseThrow())),
            mapping("a command with a limit", COMMAND, WITHIN)
                .as(timed -> new Timed(timed.need(COMMAND), timed.need(WITHIN))));

    record Timed(Command command, Duration within) {}
  }

  /// Behind `publish`.
  static final class Publishing {

    static final Key<String> FILES =
        required("files", Forms.PATH, "A file or folder that the build made.");

    static final Key<String> LAYOUT =
        required("layout", Forms.PATH, "A folder in the form of an OCI image layout.");

    static final Key<ImageName> IMAGE =
        required("image", Forms.IMAGE, "Where to: a registry that the server knows, a repository.");

    static final Key<List<At<Template>>> TAGS =
        required(
            "tags",
            new ListOf<>("a list of tags", Forms.TAG.placed()),
            "How the artifact is called there, beside its digest.");

    static final Shape<Draft> SHAPE =
        oneOf("'publish'", FILES, LAYOUT).and(IMAGE, TAGS).as(Publishing::draft);

    private static Draft draft(Fields publish) {
      StepSpec.Publish.What what =
          publish
              .get(FILES)
              .<StepSpec.Publish.What>map(StepSpec.Publish.What.Files::new)
              .orElseGet(() -> new StepSpec.Publish.What.Layout(publish.need(LAYOUT)));
      List<At<Template>> tags = publish.need(TAGS);
      return new Draft.Naming(
          new StepSpec.Publish(what, publish.need(IMAGE), tags.stream().map(At::value).toList()),
          tags);
    }
  }

  /// Behind `deploy`, at the top of the file and in a step.
  static final class Deploying {

    static final Key<Command> START =
        required("start", Commands.PLAIN, "Starts the service, in the artifact's own folder.");

    static final Key<String> HEALTH =
        preset("health", Forms.URL_PATH, "/", "Answers 200 when the service is up.");

    static final Key<String> VERSION =
        optional(
            "version",
            Forms.URL_PATH,
            "Answers with the version that runs, or the commit where there is none yet.");

    static final Key<Duration> UP_WITHIN =
        preset("within", Forms.DURATION, "60s", "How long it may take to come up.");

    static final Key<DeploySpec> PROCESS =
        required(
            "process",
            mapping("'process'", START, HEALTH, VERSION, UP_WITHIN)
                .as(process ->
                    new DeploySpec.AsProcess(
                        process.need(START),
                        process.need(HEALTH),
                        process.get(VERSION),
                        process.need(UP_WITHIN))),
            "As a process beside the server; it is told its port by PORT.");

    static final Key<Command> COMMAND =
        required(
            "command",
            Commands.PLAIN,
            "By a command of the team's own that brings up the digest it is given.");

    static final Key<Command> PROBE =
        optional(
                "probe",
                Commands.PLAIN,
                "Prints the digest that runs; asked before a deployment is tried again.")
            .beside(COMMAND);

    static final Key<Duration> WITHIN =
        preset(
                "within",
                Forms.DURATION,
                "30m",
                "How long the command may take before it is stopped.")
            .beside(COMMAND);

    static final Shape<DeploySpec> SHAPE =
        oneOf("'deploy'", PROCESS, COMMAND)
            .and(PROBE, WITHIN)
            .as(deploy ->
                deploy
                    .get(PROCESS)
                    .orElseGet(() ->
                        new DeploySpec.ByCommand(
                            deploy.need(COMMAND), deploy.get(PROBE), deploy.need(WITHIN))));
  }

  /// Behind `monitor`.
  static final class Monitoring {

    static final Key<Double> ERRORS =
        optional(
            "errors", Forms.THRESHOLD, "The share of requests that may fail; this, 'slo' or both.");

    static final Key<Fields> SLO = AnalysisGrammar.MONITORED;

    static final Key<Duration> LASTING = required("for", Forms.DURATION, "How long it is watched.");

    static final Shape<Draft> SHAPE =
        mapping("'monitor'", ERRORS, SLO, LASTING)
            .as(monitor ->
                new Draft.Monitor(monitor.get(ERRORS), monitor.get(SLO), monitor.need(LASTING)));
  }

  /// Behind `metrics`.
  static final class Metrics {

    static final Key<String> SCRAPE =
        required("scrape", Forms.URL_PATH, "The deployed service counts, and tells it here.");

    static final Key<Slug> PROMETHEUS =
        required("prometheus", Forms.NAME, "A Prometheus server that the server's settings name.");

    static final Key<Selector> REQUESTS =
        required("requests", Forms.SELECTOR, "The counters of all requests.");

    static final Key<Selector> ERRORS =
        required("errors", Forms.SELECTOR, "The counters of those that failed.");

    static final Shape<MetricsSpec> SHAPE =
        oneOf("'metrics'", SCRAPE, PROMETHEUS)
            .and(REQUESTS, ERRORS)
            .as(counted ->
                new MetricsSpec(origin(counted), counted.need(REQUESTS), counted.need(ERRORS)));

    private static MetricsSpec.Origin origin(Fields counted) {
      return counted
          .get(SCRAPE)
          .<MetricsSpec.Origin>map(MetricsSpec.Origin.Scrape::new)
          .orElseGet(() -> new MetricsSpec.Origin.Prometheus(counted.need(PROMETHEUS).text()));
    }
  }
}
