package dev.signalbox.domain.codebase;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Where a Helm chart keeps its version, and the version of what it installs. The parser tells
/// places; nothing is printed anew.
final class ChartVersion {

  /// What YAML takes for a number if it has no quotes.
  private static final Pattern NUMBER =
      Pattern.compile("[0-9][0-9_]*(\\.[0-9_]*)?([eE][+-]?[0-9]+)?");

  private ChartVersion() {}

  static List<Spot> in(String text, boolean application, String version)
      throws NoSuchPlace {
    MappingNode chart = read(text);
    var spots = new ArrayList<Spot>();
    spots.add(spot(text, chart, "version", version));
    if (application) {
      spots.add(spot(text, chart, "appVersion", version));
    }
    return spots.stream().sorted(java.util.Comparator.comparingInt(Spot::start)).toList();
  }

  private static MappingNode read(String text) throws NoSuchPlace {
    try {
      var settings = LoadSettings.builder().setUseMarks(true).build();
      if (new Compose(settings).composeString(text).orElse(null) instanceof MappingNode chart) {
        return chart;
      }
    } catch (YamlEngineException broken) {
      throw new NoSuchPlace("is not YAML that can be read: %s.".formatted(String.valueOf(broken.getMessage()).lines().findFirst().orElse("")));
    }
    throw new NoSuchPlace("is not a chart: it has no keys.");
  }

  private static Spot spot(String text, MappingNode chart, String key, String version)
      throws NoSuchPlace {
    for (NodeTuple entry : chart.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return spot(text, entry.getValueNode(), key, version);
      }
    }
    throw new NoSuchPlace("has no %s at the top. Add one, or take the file off the list.".formatted(key));
  }

  private static Spot spot(String text, Node node, String key, String version)
      throws NoSuchPlace {
    if (node instanceof ScalarNode value
        && node.getStartMark().isPresent()
        && node.getEndMark().isPresent()) {
      boolean plain = value.getScalarStyle() == ScalarStyle.PLAIN;
      if (plain && NUMBER.matcher(version).matches()) {
        throw new NoSuchPlace("has a %s without quotes, where %s would be a number. Put quotes around it.".formatted(key, version));
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
    throw new NoSuchPlace("has a %s that is not a plain or quoted text. Write it on one line.".formatted(key));
  }

  /// The parser counts code points.
  private static int offset(String text, Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
