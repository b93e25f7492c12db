package dev.signalbox.cli;

import dev.signalbox.base.Json;
import dev.signalbox.base.Problem;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.domain.simulation.Happening;
import dev.signalbox.domain.simulation.Simulation;
import dev.signalbox.flow.EventsReader;
import dev.signalbox.flow.EventsReader.Events;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import dev.signalbox.flow.Simulated;
import dev.signalbox.flow.problem.ProblemPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks a flow for its future. Needs no server.
@Command(
    name = "simulate",
    description =
        "What a flow would do, day by day, with made-up or given commits. Needs no server.")
final class SimulateCommand implements Callable<Integer> {

  private static final int MOST_BYTES = 1_000_001;
  private static final int MOST_DAYS = 3_660;

  /// Made-up commits come at noon.
  private static final Duration NOON = Duration.ofHours(12);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "signalbox.yaml",
      description = "The flow file; signalbox.yaml if left out.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String file;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, such as 2026-01-01; today if left out.")
  private @Nullable String from;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "28",
      description = "How many days; 28 if left out.")
  private int days;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Commits, failures, wishes and what people say, as a YAML list or one JSON object a line; one commit a day"
              + " if left out.")
  private @Nullable Path events;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, json or ics.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String output;

  @Override
  public Integer call() {
    if (!List.of("text", "json", "ics").contains(output)) {
      throw wrong("'-o %s' is neither text, json nor ics.".formatted(output));
    }
    if (days < 1 || days > MOST_DAYS) {
      throw wrong("'--days %d' is not from 1 to %d.".formatted(days, MOST_DAYS));
    }
    Flow flow = flow();
    ZoneId zone = flow.calendar().zone();
    Instant begin = day().atStartOfDay(zone).toInstant();
    Instant end = day().plusDays(days).atStartOfDay(zone).toInstant();
    List<Happening> all =
        Simulation.run(
            Simulated.scenario(
                flow, begin, end, events == null ? daily(begin) : given(events, flow)));
    Screen screen = new Screen();
    String service = flow.service().text();
    switch (output) {
      case "json" -> all.forEach(h -> screen.line(Json.write(json(service, h))));
      case "ics" -> screen.text(SimulationIcs.of(service, all));
      default -> text(screen, all, zone);
    }
    return 0;
  }

  private static Map<String, Object> json(String service, Happening happening) {
    var line = new LinkedHashMap<String, Object>();
    line.put("at", happening.at().toString());
    line.put("service", service);
    line.put("environment", happening.environment().map(Object::toString).orElse(""));
    line.put("event", happening.event());
    line.put("release", happening.release().orElse(""));
    line.put("reason", happening.reason());
    return line;
  }

  private static void text(Screen screen, List<Happening> all, ZoneId zone) {
    var rows = new ArrayList<List<String>>();
    for (Happening happening : all) {
      rows.add(
          List.of(
              Utc.at(happening.at(), zone),
              happening.environment().map(Object::toString).orElse("-"),
              happening.event(),
              happening.release().orElse(""),
              happening.reason()));
    }
    screen.table(rows);
    if (all.isEmpty()) {
      screen.line("Nothing happens.");
    }
  }

  private LocalDate day() {
    try {
      return from == null
          ? LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC)
          : LocalDate.parse(from);
    } catch (DateTimeParseException wrong) {
      throw wrong("'--from %s' is not a date such as 2026-01-01.".formatted(from));
    }
  }

  private List<Given> daily(Instant begin) {
    var commits = new ArrayList<Given>();
    for (int day = 0; day < days; day++) {
      commits.add(
          new Given.Committed(
              begin.plus(Duration.ofDays(day)).plus(NOON),
              "feat: change %d".formatted(day + 1),
              true));
    }
    return commits;
  }

  private Flow flow() {
    byte[] bytes = bytes(Path.of(file));
    return switch (FlowReader.read(file, bytes)) {
      case Reading.Good(Flow flow) -> flow;
      case Reading.Bad(List<Problem> problems) ->
          throw new CommandFailed(1, new ProblemPrinter(file, bytes).text(problems).strip());
    };
  }

  private static List<Given> given(Path events, Flow flow) {
    byte[] bytes = bytes(events);
    return switch (EventsReader.read(events.toString(), bytes, flow)) {
      case Events.Good(List<Given> given) -> given;
      case Events.Bad(List<Problem> problems) ->
          throw new CommandFailed(
              1, new ProblemPrinter(events.toString(), bytes).text(problems).strip());
    };
  }

  private static byte[] bytes(Path path) {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException unreadable) {
      throw new CommandFailed(4, "'%s' can not be read. Is there such a file?".formatted(path));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
