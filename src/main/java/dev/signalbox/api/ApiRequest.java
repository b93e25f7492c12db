package dev.signalbox.api;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import io.javalin.http.Context;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// A request, as the API's handlers see it.
///
/// @param actor who is asking
public record ApiRequest(Context http, Actor actor) {

  private static final int MOST = 500;
  private static final int MOST_CHARACTERS = 16_000;

  private static final JsonMapper STRICT =
      Json.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public String path(String name) {
    return http.pathParam(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(http.queryParam(name)).filter(text -> !text.isBlank());
  }

  /// The run in the path.
  public Decision<RunId> run() {
    try {
      return Decision.accept(RunId.parse(path("run")));
    } catch (IllegalArgumentException wrong) {
      return bad(String.valueOf(wrong.getMessage()));
    }
  }

  /// How many are asked for.
  public Decision<Integer> limit(int usual) {
    return number("limit")
        .then(n ->
            n.isEmpty()
                ? Decision.accept(usual)
                : n.get() >= 1 && n.get() <= MOST
                    ? Decision.accept(n.get().intValue())
                    : bad("'limit' is a number from 1 to " + MOST + "."));
  }

  public Decision<Optional<Long>> number(String name) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return Decision.accept(Optional.empty());
    }
    String digits = text.get().replaceFirst("^[a-z]{3}_", "");
    return digits.matches("[0-9]{1,18}")
        ? Decision.accept(Optional.of(Long.parseLong(digits)))
        : bad("'%s' is a number.".formatted(name));
  }

  /// What the request carries; nothing at all is the same as an empty object.
  public <T extends Record> Decision<T> body(Class<T> type) {
    String text = http.body();
    if (text.length() > MOST_CHARACTERS) {
      return Decision.refuse(
          "too-large", "The body has more than %d characters.".formatted(MOST_CHARACTERS), "you");
    }
    String said = Optional.ofNullable(http.contentType()).orElse("application/json");
    if (!text.isBlank() && !said.startsWith("application/json")) {
      return Decision.refuse(
          "not-json", "The body has to be JSON and say so: application/json.", "you");
    }
    try {
      T body = STRICT.readValue(text.isBlank() ? "{}" : text, type);
      return body == null ? bad(needed(type)) : Decision.accept(body);
    } catch (UnrecognizedPropertyException unknown) {
      return bad(
          "'%s' is not one of %s."
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
    } catch (JacksonException wrong) {
      TokenStreamLocation at = wrong.getLocation();
      return bad(
          at == null
              ? needed(type)
              : "%s Look at line %d, column %d."
                  .formatted(needed(type), at.getLineNr(), at.getColumnNr()));
    }
  }

  private static String needed(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(
            Collectors.joining(
                ", ", "The body is not the JSON this needs: one object that may have ", "."));
  }

  static <T> Decision<T> bad(String sentence) {
    return Decision.refuse("bad-request", sentence, "you");
  }
}
