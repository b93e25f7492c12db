package dev.signalbox.adapter.metrics;

import dev.signalbox.port.JsonSource;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Counts as any server tells them in JSON, at addresses that the flow asks for below the one of
/// the settings. What stands where a number should is judged here: no number is no data, never
/// nought.
public final class JsonServer implements JsonSource {

  /// Of two values under one name nobody knows which counts.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MOST_NUMBERS = 1_000;

  private final String called;
  private final URI address;
  private final Access access;
  private final Fetch fetch;

  /// @param name how the settings call it
  /// @param address http or https; what is asked for comes behind its path
  public JsonServer(String name, URI address, Access access) {
    this(name, address, access, Duration.ofSeconds(10));
  }

  JsonServer(String name, URI address, Access access, Duration within) {
    this.called = "The server '" + name + "'";
    this.address = address;
    this.access = access;
    this.fetch = new Fetch(within);
  }

  @Override
  public Document read(String path) {
    Fetch.Answer answer = fetch.get(under(path), headers());
    if (answer.status() == 401 || answer.status() == 403) {
      throw new PortException(
          called + " does not let us ask. Check the token that the settings give for it.");
    }
    if (answer.status() != 200) {
      throw new PortException(
          "%s answers %s instead of counts. Does it know %s?"
              .formatted(called, answer.status(), Excerpt.of(path)));
    }
    try {
      return new Answered(JSON.readTree(answer.text()));
    } catch (JacksonException unreadable) {
      throw new PortException(
          "%s answers what is not JSON: %s.".formatted(called, Excerpt.of(answer.text())),
          unreadable);
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>(access.headers());
    headers.put("accept", "application/json");
    return headers;
  }

  private URI under(String path) {
    if (!path.startsWith("/")) {
      throw new PortException(
          "The path '%s' has no slash in front. Correct it in the flow file."
              .formatted(Excerpt.of(path)));
    }
    try {
      return URI.create(
          "%s://%s%s%s"
              .formatted(
                  address.getScheme(),
                  address.getRawAuthority(),
                  String.valueOf(address.getRawPath()).replaceAll("/+$", ""),
                  path));
    } catch (IllegalArgumentException unreadable) {
      throw new PortException(
          "The path '%s' is not one a URL can have. Correct it in the flow file."
              .formatted(Excerpt.of(path)),
          unreadable);
    }
  }

  private final class Answered implements Document {

    private final JsonNode root;

    Answered(JsonNode root) {
      this.root = root;
    }

    @Override
    public double number(String pointer) {
      return number(at(pointer), pointer);
    }

    @Override
    public Map<String, Double> numbers(String pointer) {
      JsonNode object = at(pointer);
      if (!object.isObject() || object.isEmpty() || object.size() > MOST_NUMBERS) {
        throw new PortException(
            "%s has no object with 1 to %d numbers at %s."
                .formatted(called, MOST_NUMBERS, Excerpt.of(pointer)));
      }
      Map<String, Double> numbers = new LinkedHashMap<>();
      object
          .properties()
          .forEach(one ->
              numbers.put(one.getKey(), number(one.getValue(), pointer + "/" + one.getKey())));
      return numbers;
    }

    private JsonNode at(String pointer) {
      return root.at(JsonPointer.compile(pointer));
    }

    /// Some write large numbers as text.
    private double number(JsonNode node, String pointer) {
      OptionalDouble value =
          node.isNumber() || node.isString()
              ? CounterValue.parse(node.asString())
              : OptionalDouble.empty();
      return value.orElseThrow(() ->
          new PortException(
              "%s has no number at %s, but %s."
                  .formatted(
                      called,
                      Excerpt.of(pointer),
                      node.isMissingNode() ? "nothing" : Excerpt.of(node.toString()))));
    }
  }
}
