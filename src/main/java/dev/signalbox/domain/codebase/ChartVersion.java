package dev.signalbox.domain.codebase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Where a Helm chart keeps its version, and the version of what it installs. The parser tells
/// places; nothing is printed anew.
final class ChartVersion {

  /// What YAML takes for a number if it has no quotes.
  private static final Pattern NUMBER =
      Pattern.compile("[0-9][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?");

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(1_000_000).build();

  /// No chart is deeper, and a parser's time grows with the depth.
  private static final int DEEPEST = 50;

  private ChartVersion() {}

  /// @param application whether `appVersion` is wanted, too
  /// @param version what is to be written there
  static List<Spot> in(String text, boolean application, String version) throws NoSuchPlace {
    Map<String, NodeEvent> top = top(text);
    var spots = new ArrayList<Spot>();
    spots.add(spot(text, top, "version", version));
    if (application) {
      spots.add(spot(text, top, "appVersion", version));
    }
    return spots.stream().sorted(java.util.Comparator.comparingInt(Spot::start)).toList();
  }

  /// The values at the top, by their keys; of a list or a mapping its beginning.
  private static Map<String, NodeEvent> top(String text) throws NoSuchPlace {
    var top = new HashMap<String, NodeEvent>();
    try {
      int depth = 0;
      String key = null;
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        if (event instanceof CollectionEndEvent) {
          depth--;
        }
        if (event instanceof NodeEvent node && depth == 1) {
          key = key == null ? keyOf(node) : ended(top, key, node);
        }
        if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
          throw new NoSuchPlace("is not a chart: it is nested too deeply.");
        }
      }
    } catch (YamlEngineException broken) {
      throw new NoSuchPlace(
          "is not YAML that can be read: %s."
              .formatted(
                  String.valueOf(broken.getMessage()).lines().findFirst().orElse("").strip()));
    }
    return top;
  }

  private static String keyOf(NodeEvent node) {
    return node instanceof ScalarEvent scalar ? scalar.getValue() : "";
  }

  private static @Nullable String ended(Map<String, NodeEvent> top, String key, NodeEvent value) {
    top.putIfAbsent(key, value);
    return null;
  }

  private static Spot spot(String text, Map<String, NodeEvent> top, String key, String version)
      throws NoSuchPlace {
    NodeEvent node = top.get(key);
    if (node == null) {
      throw new NoSuchPlace(
          "has no %s at the top. Add one, or take the file off the list.".formatted(key));
    }
    if (node instanceof ScalarEvent value
        && node.getStartMark().isPresent()
        && node.getEndMark().isPresent()) {
      boolean plain = value.getScalarStyle() == ScalarStyle.PLAIN;
      if (plain && NUMBER.matcher(version).matches()) {
        throw new NoSuchPlace(
            "has a %s without quotes, where %s would be a number. Put quotes around it."
                .formatted(key, version));
      }
      int quote = plain ? 0 : 1;
      Spot spot =
          new Spot(
              offset(text, node.getStartMark().get()) + quote,
              offset(text, node.getEndMark().get()) - quote);
      if (spot.start() < spot.end() && spot.in(text).equals(value.getValue())) {
        return spot;
      }
    }
    throw new NoSuchPlace(
        "has a %s that is not a plain or quoted text. Write it on one line.".formatted(key));
  }

  /// The parser counts code points.
  private static int offset(String text, Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
