package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Source;
import dev.signalbox.flow.yaml.Value;
import dev.signalbox.flow.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/// Reads a flow file: first its YAML, then each value, then the values together. All problems are
/// told at once, in the order of the file; only broken YAML and another format end the reading
/// early, for what follows them cannot be judged.
public final class FlowReader {

  private FlowReader() {}

  /// @param file its name for people, as it stands in the places of its problems
  public static Reading read(String file, byte[] bytes) {
    Problems problems = new Problems();
    Optional<FlowDraft> draft =
        Source.of(file, bytes, problems)
            .flatMap(source -> Yaml.read(source, problems))
            .flatMap(value -> draft(value, problems));
    List<Problem> otherFormat = problems.of(ProblemCode.OTHER_FORMAT);
    if (!otherFormat.isEmpty()) {
      return new Reading.Bad(otherFormat);
    }
    draft.ifPresent(flow -> {
      BuildCheck.check(flow, problems);
      CourseCheck.check(flow, problems);
      ReleaseCheck.check(flow, problems);
      StepsCheck.check(flow, problems);
      MonitorCheck.check(flow, problems);
    });
    return problems.none()
        ? new Reading.Good(Assembly.flow(draft.orElseThrow()))
        : new Reading.Bad(problems.inOrder());
  }

  private static Optional<FlowDraft> draft(Value value, Problems problems) {
    if (value instanceof Value.Mapping file) {
      tellWhatIsFirst(file, problems);
    }
    return Grammar.File.SHAPE.read(value, problems).map(FlowDraft::of);
  }

  private static void tellWhatIsFirst(Value.Mapping file, Problems problems) {
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
