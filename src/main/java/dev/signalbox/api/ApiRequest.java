package dev.signalbox.api;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// A request, as the API's handlers see it.
///
/// @param actor who is asking
public record ApiRequest(Context http, Actor actor) {

  private static final int MOST = 500;

  private static final JsonMapper STRICT =
      Json.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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

  public <T> Decision<T> body(Class<T> type) {
    String text = http.body();
    try {
      return Decision.accept(STRICT.readValue(text.isBlank() ? "{}" : text, type));
    } catch (UnrecognizedPropertyException unknown) {
      return bad(
          "'%s' is not one of %s."
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
    } catch (JacksonException wrong) {
      return bad("The body is not the JSON this needs: " + wrong.getOriginalMessage());
    }
  }

  static <T> Decision<T> bad(String sentence) {
    return Decision.refuse("bad-request", sentence, "you");
  }
}
