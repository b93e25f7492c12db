package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.app.Rollouts;
import dev.signalbox.domain.rollout.Wish;
import dev.signalbox.engine.RolloutView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rollout of an environment.
public final class RolloutApi {

  private static final String PATH = "/services/{service}/environments/{environment}/rollout";

  private final Rollouts rollouts;

  public RolloutApi(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  /// @param wish `pause`, `resume`, `promote` or `abort`
  public record RolloutWish(@Nullable String wish, @Nullable String reason) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            PATH,
            "The newest rollout of an environment: where it stands, every window, every decision.",
            RolloutView.Course.class,
            request -> rollouts.newest(request.path("service"), request.path("environment"))),
        Route.write(
            Method.POST,
            PATH,
            "Pauses, resumes, promotes to the next step, or aborts the rollout that is under way.",
            RolloutWish.class,
            RolloutView.Course.class,
            request ->
                request
                    .body(RolloutWish.class)
                    .then(body ->
                        Wish.named(String.valueOf(body.wish()))
                            .then(wish ->
                                rollouts.wish(
                                    request.path("service"),
                                    request.path("environment"),
                                    wish,
                                    body.reason() == null ? "" : body.reason().strip(),
                                    request.actor())))));
  }
}
