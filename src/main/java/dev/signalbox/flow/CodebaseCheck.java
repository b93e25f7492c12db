package dev.signalbox.flow;

import static dev.signalbox.flow.ReleaseGrammar.CHANGELOG;
import static dev.signalbox.flow.ReleaseGrammar.WRITES;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a release writes into the code base is written once, and where it can stand.
final class CodebaseCheck {

  private CodebaseCheck() {}

  static void check(Fields release, Problems problems) {
    List<At<WrittenDraft>> files = release.get(WRITES).orElse(List.of());
    files.stream()
        .filter(file -> !file.value().fits())
        .forEach(file ->
            problems.add(
                file.place(),
                ProblemCode.NO_CHART,
                "%s has no appVersion.".formatted(Visible.quoted(file.value().path())),
                "Name a Chart.yaml, without 'at'; or remove 'also'."));
    List<At<String>> paths = new ArrayList<>();
    files.forEach(file -> paths.add(file.map(WrittenDraft::path)));
    release.get(CHANGELOG).ifPresent(paths::add);
    tellTwice(paths, problems);
  }

  private static void tellTwice(List<At<String>> paths, Problems problems) {
    Map<String, At<String>> seen = new HashMap<>();
    for (At<String> path : paths) {
      At<String> before = seen.putIfAbsent(path.value(), path);
      if (before != null) {
        problems.add(
            path.place(),
            ProblemCode.WRITTEN_TWICE,
            "%s is written already, by line %d."
                .formatted(Visible.quoted(path.value()), before.place().line()),
            "Keep one of them.");
      }
    }
  }
}
