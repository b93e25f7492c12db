package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Rotas;
import dev.signalbox.base.Decision;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rotas: who is on duty, and swaps.
public final class RotaApi {

  private static final String PATH = "/services/{service}/rotas";

  private final Rotas rotas;

  public RotaApi(Rotas rotas) {
    this.rotas = rotas;
  }

  /// @param turn a day or an instant in the turn that changes hands
  /// @param to who takes it, and gives their next turn for it
  public record NewSwap(@Nullable String turn, @Nullable String to, @Nullable String reason) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            PATH,
            "Who is on duty for each role, who will be and who was.",
            Rotas.RotaView[].class,
            request -> rotas.of(request.path("service"))),
        Route.get(
            PATH + "/{role}",
            "Who was, is or will be on duty at an instant.",
            Rotas.TurnView.class,
            request ->
                instant(request.query("at").orElse(""))
                    .then(at -> rotas.at(request.path("service"), request.path("role"), at)),
            new Query("at", "a day (at noon UTC) or an instant")),
        Route.write(
            Method.POST,
            PATH + "/{role}/swaps",
            "Gives a turn to another person of the rota, who gives their next one for it.",
            NewSwap.class,
            Rotas.TurnView[].class,
            request -> request.body(NewSwap.class).then(body -> swap(body, request))));
  }

  private Decision<List<Rotas.TurnView>> swap(NewSwap body, ApiRequest request) {
    String to = body.to();
    if (to == null || to.isBlank()) {
      return ApiRequest.bad("'to' is needed: who takes the turn.");
    }
    String reason = body.reason();
    return instant(body.turn() == null ? "" : body.turn())
        .then(turn ->
            rotas.swap(
                request.path("service"),
                request.path("role"),
                turn,
                to.strip(),
                reason == null ? "" : reason.strip(),
                request.actor()));
  }

  /// A day stands for its noon, which is the same day in nearly every zone.
  static Decision<Instant> instant(String text) {
    try {
      return Decision.accept(
          text.length() == 10
              ? LocalDate.parse(text).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC)
              : Instant.parse(text));
    } catch (DateTimeException wrong) {
      return ApiRequest.bad(
          "'%s' is neither a day such as 2026-03-01 nor an instant such as 2026-03-01T09:00:00Z."
              .formatted(text));
    }
  }
}
