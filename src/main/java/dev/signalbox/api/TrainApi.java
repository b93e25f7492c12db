package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.app.Changes;
import dev.signalbox.app.Changes.ChangeView;
import dev.signalbox.app.Soaks;
import dev.signalbox.app.Trains;
import dev.signalbox.app.Trains.TrainView;
import dev.signalbox.base.Decision;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trains: when they are cut next, and what people want of them; and how releases soak.
public final class TrainApi {

  private static final String TRAINS = "/services/{service}/trains";
  private static final String TRAIN = TRAINS + "/{train}";

  private final Trains trains;
  private final Soaks soaks;
  private final Changes changes;

  public TrainApi(Trains trains, Soaks soaks, Changes changes) {
    this.trains = trains;
    this.soaks = soaks;
    this.changes = changes;
  }

  /// @param to an instant, such as `2026-01-08T20:00:00Z`
  public record NewTime(@Nullable String to, @Nullable String reason) {}

  public record Because(@Nullable String reason) {}

  /// @param takesSlot whether it goes in the place of the next cut
  /// @param urgent which kind of urgent fix it is, such as `hotfix`; the flow says what follows
  public record NewCut(
      @Nullable Boolean takesSlot, @Nullable String urgent, @Nullable String reason) {}

  /// One of the first two.
  ///
  /// @param lasting how long it soaks, such as `3d`, counted from when it began
  /// @param verdict `bad` or `good`
  public record NewSoak(
      @Nullable String lasting, @Nullable String verdict, @Nullable String reason) {}

  public record SoakAnswer(String sentence) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            TRAINS,
            "The trains of a service: their next cuts, and what becomes of the newest.",
            TrainView[].class,
            request -> trains.of(request.path("service"))),
        Route.get(
            "/services/{service}/changes/{change}",
            "Where a commit, a ticket or a pull request is, and when it can be elsewhere.",
            ChangeView[].class,
            request -> changes.find(request.path("service"), request.path("change"))),
        Route.write(
            Method.POST,
            TRAIN + "/skip",
            "Leaves the next cut of a train out.",
            Because.class,
            TrainView.class,
            request ->
                request
                    .body(Because.class)
                    .then(body ->
                        trains.skip(
                            request.path("service"),
                            request.path("train"),
                            text(body.reason()),
                            request.actor()))),
        Route.write(
            Method.POST,
            TRAIN + "/move",
            "Moves the next cut of a train to another instant.",
            NewTime.class,
            TrainView.class,
            request ->
                request
                    .body(NewTime.class)
                    .then(body ->
                        instant(body.to())
                            .then(to ->
                                trains.move(
                                    request.path("service"),
                                    request.path("train"),
                                    to,
                                    text(body.reason()),
                                    request.actor())))),
        Route.write(
            Method.POST,
            TRAIN + "/cuts",
            "Cuts a train once more, now.",
            NewCut.class,
            TrainView.class,
            request -> request.body(NewCut.class).then(body -> cut(body, request))),
        Route.write(
            Method.PUT,
            "/services/{service}/environments/{environment}/soaks/{release}",
            "Says how long a release soaks in an environment, or that it is bad or good there.",
            NewSoak.class,
            SoakAnswer.class,
            request -> request.body(NewSoak.class).then(body -> soak(body, request))));
  }

  private Decision<TrainView> cut(NewCut body, ApiRequest request) {
    String service = request.path("service");
    String train = request.path("train");
    String urgent = text(body.urgent());
    String reason = text(body.reason());
    return urgent.isEmpty()
        ? trains.cut(service, train, Boolean.TRUE.equals(body.takesSlot()), reason, request.actor())
        : trains.cutUrgently(service, train, urgent, reason, request.actor());
  }

  private Decision<SoakAnswer> soak(NewSoak body, ApiRequest request) {
    var place =
        new Soaks.Place(
            request.path("service"), request.path("environment"), request.path("release"));
    String reason = text(body.reason());
    String verdict = text(body.verdict());
    Decision<String> said =
        switch (verdict) {
          case "bad" -> soaks.bad(place, reason, request.actor());
          case "good" -> soaks.good(place, reason, request.actor());
          case "" ->
              EnvironmentApi.lasting(body.lasting())
                  .then(lasting ->
                      lasting.isPresent()
                          ? soaks.lasts(place, lasting.get(), reason, request.actor())
                          : ApiRequest.bad("'lasting' or 'verdict' is needed."));
          default -> ApiRequest.bad("'verdict' is bad or good.");
        };
    return said.map(SoakAnswer::new);
  }

  private static Decision<Instant> instant(@Nullable String text) {
    try {
      return Decision.accept(Instant.parse(text(text)));
    } catch (DateTimeParseException wrong) {
      return ApiRequest.bad("'to' is an instant such as 2026-01-08T20:00:00Z.");
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
