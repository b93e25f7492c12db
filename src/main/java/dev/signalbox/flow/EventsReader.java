package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.yaml.Source;
import dev.signalbox.flow.yaml.Value;
import dev.signalbox.flow.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the events of a simulation: a list in YAML, or one JSON object a line.
public final class EventsReader {

  private EventsReader() {}

  /// What came of it: events, or every problem at once.
  public sealed interface Events {

    record Good(List<Given> events) implements Events {}

    record Bad(List<Problem> problems) implements Events {}
  }

  /// @param file its name for people
  /// @param flow whose environments, trains and roles they are about
  public static Events read(String file, byte[] bytes, Flow flow) {
    Problems problems = new Problems();
    List<Given> events = new ArrayList<>();
    Source.of(file, asList(bytes), problems)
        .flatMap(source -> Yaml.read(source, problems))
        .ifPresent(value -> read(value, flow, events, problems));
    return problems.none()
        ? new Events.Good(List.copyOf(events))
        : new Events.Bad(problems.inOrder());
  }

  /// Lines of JSON are entries of a YAML list, once each has its dash; the lines stay the same.
  private static byte[] asList(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.stripLeading().startsWith("{")
        ? text.lines()
            .map(line -> line.isBlank() ? line : "- " + line)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8)
        : bytes;
  }

  private static void read(Value value, Flow flow, List<Given> events, Problems problems) {
    if (!(value instanceof Value.Listing list)) {
      problems.add(
          value.place(),
          ProblemCode.WRONG_KIND,
          "Expected a list of events, found %s.".formatted(value.noun()),
          "Write '- { at: 2026-01-08T20:00:00Z, commit: \"feat: a\" }', or one JSON object a line.");
      return;
    }
    for (Value item : list.items()) {
      int before = problems.count();
      Optional<Fields> fields = EventsGrammar.SHAPE.read(item, problems);
      if (problems.count() > before || fields.isEmpty()) {
        continue;
      }
      Optional<Given> event = EventsGrammar.event(fields.get());
      if (event.isEmpty()) {
        problems.add(
            item.place(),
            ProblemCode.MISSING_KEY,
            "The event is not complete.",
            "'move' needs 'to', 'soak' needs 'release' and 'for', 'bad' and 'good' need 'release',"
                + " 'say' and 'check' need 'in'.");
      }
      EventsCheck.check(fields.get(), flow, problems);
      event.ifPresent(events::add);
    }
  }
}
