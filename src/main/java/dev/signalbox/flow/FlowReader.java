package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.yaml.Source;
import dev.signalbox.flow.yaml.Value;
import dev.signalbox.flow.yaml.Yaml;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a flow file: first its YAML, then each value, then the values together. All problems are
/// told at once, in the order of the file; only broken YAML and another format end the reading
/// early, for what follows them cannot be judged.
public final class FlowReader {

  private FlowReader() {}

  /// @param file its name for people, as it stands in the places of its problems
  public static Reading read(String file, byte[] bytes) {
    Problems problems = new Problems();
    Optional<FlowDraft> draft =
        yaml(file, bytes, problems).flatMap(value -> checked(value, problems));
    return problems.none()
        ? new Reading.Good(Assembly.flow(draft.orElseThrow()))
        : new Reading.Bad(toTell(problems));
  }

  /// Reads what a file says about releases: a flow file, or one that has only `release` and
  /// `components`.
  public static ReleaseReading readRelease(String file, byte[] bytes) {
    Problems problems = new Problems();
    Optional<Fields> fields =
        yaml(file, bytes, problems)
            .flatMap(value ->
                saysMoreThanReleases(value)
                    ? checked(value, problems).map(FlowDraft::file)
                    : releases(value, problems));
    return problems.none()
        ? new ReleaseReading.Good(ReleaseAssembly.rules(fields.orElseThrow()))
        : new ReleaseReading.Bad(toTell(problems));
  }

  private static Optional<Value> yaml(String file, byte[] bytes, Problems problems) {
    return Source.of(file, bytes, problems).flatMap(source -> Yaml.read(source, problems));
  }

  private static Optional<FlowDraft> checked(Value value, Problems problems) {
    Optional<FlowDraft> draft = draft(value, problems);
    draft.ifPresent(flow -> {
      BuildCheck.check(flow, problems);
      CourseCheck.check(flow, problems);
      ReleaseCheck.check(flow, problems);
      TrainCheck.check(flow, problems);
      StepsCheck.check(flow, problems);
      MonitorCheck.check(flow, problems);
      RolloutCheck.check(flow, problems);
      CalendarCheck.check(flow, problems);
      RotaGrammar.check(flow, problems);
      LineCheck.check(flow, problems);
      GateCheck.check(flow, problems);
      CompanionCheck.check(flow, problems);
      UrgentCheck.check(flow, problems);
    });
    return draft;
  }

  private static Optional<Fields> releases(Value value, Problems problems) {
    tellWhatIsFirst(value, problems);
    Optional<Fields> fields = Grammar.ReleaseFile.SHAPE.read(value, problems);
    fields
        .flatMap(read -> read.get(Grammar.File.RELEASE))
        .ifPresent(release -> {
          SchemeCheck.check(release, problems);
          CodebaseCheck.check(release, problems);
        });
    return fields;
  }

  /// Of a file in another format nothing else can be told.
  private static List<Problem> toTell(Problems problems) {
    List<Problem> otherFormat = problems.of(ProblemCode.OTHER_FORMAT);
    return otherFormat.isEmpty() ? problems.inOrder() : otherFormat;
  }

  private static boolean saysMoreThanReleases(Value value) {
    return value instanceof Value.Mapping file
        && Stream.of(Grammar.File.SERVICE, Grammar.File.BUILD, Grammar.File.ENVIRONMENTS)
            .anyMatch(key -> file.entry(key.word()).isPresent());
  }

  private static Optional<FlowDraft> draft(Value value, Problems problems) {
    tellWhatIsFirst(value, problems);
    return Grammar.File.SHAPE.read(value, problems).map(FlowDraft::of);
  }

  private static void tellWhatIsFirst(Value value, Problems problems) {
    if (!(value instanceof Value.Mapping file)) {
      return;
    }
    String first = Grammar.File.SIGNALBOX.word();
    file.entry(first)
        .filter(entry -> !entry.equals(file.entries().getFirst()))
        .ifPresent(entry ->
            problems.add(
                entry.key().place(),
                ProblemCode.NOT_FIRST,
                "'%s' is not the first key.".formatted(first),
                "Move it to the top of the file."));
  }
}
