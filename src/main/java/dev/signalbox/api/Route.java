package dev.signalbox.api;

import dev.signalbox.base.Decision;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/// One thing the API offers. The server's routes and the OpenAPI document are made of the same
/// list, so neither can know of something the other does not.
///
/// @param path with `{name}` for its parts
/// @param summary one sentence
/// @param body what the request carries; empty if nothing
/// @param answer what it answers with
public record Route(
    Method method,
    String path,
    String summary,
    List<Query> queries,
    Optional<Class<?>> body,
    Type answer,
    Handler handler) {

  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  public record Query(String name, String meaning) {}

  /// Carries out the wish of one request.
  public interface Handler {
    Decision<?> handle(ApiRequest request);
  }

  static Route get(String path, String summary, Type answer, Handler handler, Query... queries) {
    return new Route(
        Method.GET, path, summary, List.of(queries), Optional.empty(), answer, handler);
  }

  static Route write(
      Method method, String path, String summary, Class<?> body, Type answer, Handler handler) {
    return new Route(method, path, summary, List.of(), Optional.of(body), answer, handler);
  }
}
