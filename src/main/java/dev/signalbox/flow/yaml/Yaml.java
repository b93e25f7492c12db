package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import java.io.StringReader;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML into values. The parser's events are taken one by one, without recursion, and the
/// reading ends at the first limit: so the largest and most twisted file ends in a sentence as fast
/// as a good one is read.
public final class Yaml {

  private Yaml() {}

  /// The file's one value; empty, with the problems told, if there is none to speak of.
  public static Optional<Value> read(Source source, Problems problems) {
    var composition = new Composition(source.file(), problems);
    try {
      for (Event event : new Parse(settings(source)).parseReader(new StringReader(source.text()))) {
        if (!composition.goesOnAfter(event)) {
          return Optional.empty();
        }
      }
    } catch (MarkedYamlEngineException notYaml) {
      Malformed.tell(notYaml, source, problems);
      return Optional.empty();
    } catch (YamlEngineException | IllegalArgumentException notYaml) {
      problems.add(
          composition.whereItStood(),
          ProblemCode.NOT_YAML,
          "Somewhere after this the YAML breaks.");
      return Optional.empty();
    }
    return composition
        .root()
        .or(() -> {
          problems.add(
              new Place(source.file(), 1, 1),
              ProblemCode.EMPTY_FILE,
              "The file says nothing.",
              "Begin it with 'signalbox: 1'.");
          return Optional.empty();
        });
  }

  /// One buffer for all of the text: the parser copies what it has whenever a buffer runs out.
  private static LoadSettings settings(Source source) {
    return LoadSettings.builder()
        .setLabel(source.file())
        .setBufferSize(source.text().length() + 1)
        .setCodePointLimit(Source.MOST_BYTES)
        .setVersionFunction(version -> version)
        .setUseMarks(true)
        .build();
  }
}
