package dev.signalbox.api;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Json;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/// How a decision looks over HTTP: what was asked for, or a problem as RFC 9457 has it, with our
/// reasons word for word.
public final class Answers {

  private static final Set<String> NOT_ALLOWED = Set.of("no-token");
  private static final Set<String> NOT_OURS = Set.of("odd-path", "odd-host", "not-our-page");

  /// The media type of RFC 9457.
  public static final String PROBLEM = "application/problem+json";

  private static final Set<String> BAD = Set.of("bad-request", "no-reason", "lock-over");
  private static final Set<String> LOCKED = Set.of("lock-held", "locked");

  private Answers() {}

  /// @param type stable, from the first reason's code
  /// @param detail all reasons in words
  public record HttpProblem(
      String type, String title, int status, String detail, List<Reason> reasons) {}

  public static void give(Context http, Decision<?> decision) {
    switch (decision) {
      case Decision.Accepted<?>(Object value) -> json(http, 200, "application/json", value);
      case Decision.Refused<?>(Refusal refusal) -> refuse(http, refusal);
    }
  }

  public static void refuse(Context http, Refusal refusal) {
    String code = refusal.reasons().getFirst().code();
    int status = status(code);
    json(http, status, PROBLEM, problem(status, code, refusal));
    if (status == 401) {
      http.header("WWW-Authenticate", "Bearer realm=\"signalbox\"");
    }
  }

  /// A problem that our rules have no part in.
  public static HttpProblem problem(int status, String code, String sentence) {
    return problem(status, code, Refusal.because(code, sentence, "you"));
  }

  private static HttpProblem problem(int status, String code, Refusal refusal) {
    return new HttpProblem(
        "/problems/" + code, code.replace('-', ' '), status, refusal.sentence(), refusal.reasons());
  }

  /// What HTTP calls a refusal with this code.
  public static int status(String code) {
    if (NOT_ALLOWED.contains(code)) {
      return 401;
    }
    if (NOT_OURS.contains(code)) {
      return 403;
    }
    if (BAD.contains(code)) {
      return 400;
    }
    if (LOCKED.contains(code)) {
      return 423;
    }
    return switch (code) {
      case "wrong-method" -> 405;
      case "too-large" -> 413;
      case "not-json" -> 415;
      default -> code.startsWith("no-such-") ? 404 : 409;
    };
  }

  private static void json(Context http, int status, String type, Object value) {
    http.status(status).contentType(type + "; charset=utf-8").result(Json.write(value));
  }
}
