package dev.signalbox.domain.codebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Where an npm package and its lock file keep the package's own version. The parser tells places;
/// nothing is printed anew.
final class NpmVersion {

  private static final String TOP = "/version";
  private static final String OF_THE_ROOT_PACKAGE = "/packages//version";
  private static final int DEEPEST = 3;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private NpmVersion() {}

  static List<Spot> in(String text) throws NoSuchPlace {
    return spots(text, Set.of(TOP));
  }

  static List<Spot> inLock(String text) throws NoSuchPlace {
    return spots(text, Set.of(TOP, OF_THE_ROOT_PACKAGE));
  }

  private static List<Spot> spots(String text, Set<String> wanted) throws NoSuchPlace {
    int begin = SourceText.begin(text);
    var spots = new ArrayList<Spot>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text.substring(begin))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()
            && parser.streamReadContext().getNestingDepth() <= DEEPEST
            && wanted.contains(parser.streamReadContext().pathAsPointer().toString())) {
          int quote = begin + (int) parser.currentTokenLocation().getCharOffset();
          if (token != JsonToken.VALUE_STRING) {
            throw new NoSuchPlace(
                "has a version that is not a text (line %d). Put it in quotes."
                    .formatted(Spot.lineAt(text, quote)));
          }
          spots.add(new Spot(quote + 1, closingQuote(text, quote)));
        }
      }
    } catch (JacksonException broken) {
      throw new NoSuchPlace(
          "is not JSON that can be read: %s.".formatted(broken.getOriginalMessage()));
    }
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          "has no \"version\" at the top. Add one, or take the file off the list.");
    }
    return spots;
  }

  private static int closingQuote(String text, int quote) {
    int at = quote + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }
}
