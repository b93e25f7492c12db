package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// YAML that the parser gives up on: one problem, in plain words, where a person would look for it.
final class Malformed {

  /// Complaints that are noticed only far behind what they are about.
  private static final List<String> BEGAN_EARLIER =
      List.of("unexpected end of stream", "document separator", "could not find expected ':'");

  private Malformed() {}

  /// Tells the one problem that stops the reading, at the place where a person would look for it.
  static void tell(MarkedYamlEngineException notYaml, Source source, Problems problems) {
    String context = Optional.ofNullable(notYaml.getContext()).orElse("");
    String says = Optional.ofNullable(notYaml.getProblem()).orElse("");
    Optional<Mark> mark =
        BEGAN_EARLIER.stream().anyMatch(says::contains)
            ? notYaml.getContextMark().or(notYaml::getProblemMark)
            : notYaml.getProblemMark().or(notYaml::getContextMark);
    Place place =
        mark.map(m -> onText(source, Composition.placeOf(source.file(), m)))
            .orElse(new Place(source.file(), 1, 1));
    Complaint.of(context, says)
        .ifPresentOrElse(
            known -> problems.add(place, known.code(), known.fact(), known.next()),
            () ->
                problems.add(
                    place,
                    ProblemCode.NOT_YAML,
                    "This is not well-formed YAML.",
                    "The parser says: " + Visible.quoted(says) + "."));
  }

  /// The parser notices much only at the end of the file; a person looks for it behind the last
  /// line that says something.
  private static Place onText(Source source, Place place) {
    List<String> lines = source.text().lines().toList();
    int line = Math.min(place.line(), lines.size());
    if (place.line() <= lines.size() && !lines.get(line - 1).isBlank()) {
      return place;
    }
    while (line > 1 && lines.get(line - 1).isBlank()) {
      line--;
    }
    String text = lines.get(line - 1);
    return new Place(source.file(), line, text.codePointCount(0, text.length()) + 1);
  }
}
