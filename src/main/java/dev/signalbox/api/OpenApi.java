package dev.signalbox.api;

import dev.signalbox.api.Route.Query;
import dev.signalbox.base.Json;
import dev.signalbox.base.Plain;
import dev.signalbox.base.Words;
import dev.signalbox.domain.audit.FactRecord;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The OpenAPI 3.1 document, made of the routes themselves and of the records they take and give.
public final class OpenApi {

  private static final Pattern PART = Pattern.compile("\\{([a-z]+)}");

  private final Map<String, Object> schemas = new TreeMap<>();

  private OpenApi() {}

  public static String document(List<Route> routes, String version) {
    return Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new OpenApi().describe(routes, version));
  }

  private Map<String, Object> describe(List<Route> routes, String version) {
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      paths
          .computeIfAbsent("/api/v1" + route.path(), _ -> new LinkedHashMap<>())
          .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    paths.put("/api/v1/feed", Map.of("get", feed()));
    return ordered(
        "openapi",
        "3.1.0",
        "info",
        ordered("title", "Signalbox", "version", version),
        "paths",
        paths,
        "components",
        ordered(
            "schemas",
            schemas,
            "securitySchemes",
            ordered("token", ordered("type", "http", "scheme", "bearer"))));
  }

  private Map<String, Object> operation(Route route) {
    Map<String, Object> operation =
        ordered("summary", route.summary(), "parameters", parameters(route));
    route
        .body()
        .ifPresent(body -> {
          operation.put("requestBody", ordered("content", json("application/json", body)));
          operation.put("security", List.of(ordered("token", List.of())));
        });
    operation.put(
        "responses",
        ordered(
            "200",
            ordered("description", "as asked", "content", json("application/json", route.answer())),
            "default",
            ordered(
                "description",
                "a problem (RFC 9457)",
                "content",
                json("application/problem+json", Answers.HttpProblem.class))));
    return operation;
  }

  /// The one that does not end: server-sent events, each a fact.
  private Map<String, Object> feed() {
    return ordered(
        "summary",
        "Facts as they happen, as server-sent events; an event's id is the fact's number.",
        "parameters",
        List.of(
            ordered(
                "name",
                "Last-Event-ID",
                "in",
                "header",
                "description",
                "begins with what came after this fact; with what happens from now on if left out",
                "schema",
                ordered("type", "string"))),
        "responses",
        ordered(
            "200",
            ordered(
                "description",
                "as asked",
                "content",
                json("text/event-stream", FactRecord.class))));
  }

  private static List<Object> parameters(Route route) {
    var parameters = new ArrayList<Object>();
    PART.matcher(route.path())
        .results()
        .forEach(part ->
            parameters.add(
                ordered(
                    "name",
                    part.group(1),
                    "in",
                    "path",
                    "required",
                    true,
                    "schema",
                    ordered("type", "string"))));
    for (Query query : route.queries()) {
      parameters.add(
          ordered(
              "name", query.name(),
              "in", "query",
              "description", query.meaning(),
              "schema", ordered("type", "string")));
    }
    return parameters;
  }

  private Map<String, Object> json(String type, Type body) {
    return ordered(type, ordered("schema", schema(body)));
  }

  private Map<String, Object> schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class
          ? ordered("type", "array", "items", schema(inner))
          : ordered("anyOf", List.of(schema(inner), ordered("type", "null")));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Json.Raw.class) {
      return ordered("type", "object");
    }
    if (plain.isArray()) {
      return ordered("type", "array", "items", schema(plain.getComponentType()));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return ordered("type", "boolean");
    }
    if (plain == int.class
        || plain == long.class
        || plain == Integer.class
        || plain == Long.class) {
      return ordered("type", "integer");
    }
    if (plain == double.class || plain == Double.class) {
      return ordered("type", "number");
    }
    if (plain == Instant.class) {
      return ordered("type", "string", "format", "date-time");
    }
    if (plain == String.class
        || plain == URI.class
        || plain == Duration.class
        || Plain.class.isAssignableFrom(plain)) {
      return ordered("type", "string");
    }
    if (plain.isEnum()) {
      return ordered(
          "type",
          "string",
          "enum",
          Arrays.stream(plain.getEnumConstants()).map(c -> Words.of((Enum<?>) c)).toList());
    }
    return record(plain);
  }

  private Map<String, Object> record(Class<?> type) {
    String name = type.getSimpleName();
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      Map<String, Object> properties = new LinkedHashMap<>();
      var required = new ArrayList<String>();
      for (RecordComponent component : type.getRecordComponents()) {
        properties.put(component.getName(), schema(component.getGenericType()));
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          required.add(component.getName());
        }
      }
      schemas.put(name, ordered("type", "object", "properties", properties, "required", required));
    }
    return ordered("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
