package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Runs;
import dev.signalbox.base.RunId;
import dev.signalbox.engine.RunView;
import dev.signalbox.engine.RunView.EffectView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs, their steps, their logs and their effects.
public final class RunApi {

  private final Runs runs;

  public RunApi(Runs runs) {
    this.runs = runs;
  }

  public record AbortWish(@Nullable String reason) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/runs",
            "Runs, newest first.",
            RunView[].class,
            request ->
                request
                    .limit(50)
                    .then(most ->
                        request
                            .number("before")
                            .then(before ->
                                runs.newest(
                                    request.query("service"),
                                    request.query("environment"),
                                    before.map(RunId::new),
                                    most))),
            new Query("service", "only of this service"),
            new Query("environment", "only into this environment"),
            new Query("before", "only older ones than this run"),
            new Query("limit", "how many at the most; 50 if left out")),
        Route.get(
            "/runs/{run}",
            "A run with its steps.",
            RunView.Whole.class,
            request -> request.run().then(runs::get)),
        Route.get(
            "/runs/{run}/log",
            "What the steps printed, oldest first.",
            Runs.LogPage.class,
            request ->
                request
                    .run()
                    .then(run ->
                        request
                            .number("after")
                            .then(after ->
                                request
                                    .limit(200)
                                    .then(most -> runs.log(run, after.orElse(0L), most)))),
            new Query("after", "only what came after this entry"),
            new Query("limit", "how many entries at the most; 200 if left out")),
        Route.get(
            "/runs/{run}/effects",
            "The effect ledger: what the run did to the world, each with its key and tries.",
            EffectView[].class,
            request -> request.run().then(runs::effects)),
        Route.write(
            Method.POST,
            "/runs/{run}/abort",
            "Stops a run; what it has changed stays, its lock becomes free.",
            AbortWish.class,
            RunView.class,
            request ->
                request
                    .body(AbortWish.class)
                    .then(body ->
                        request
                            .run()
                            .then(run ->
                                runs.abort(
                                    run,
                                    body.reason() == null ? "" : body.reason().strip(),
                                    request.actor())))));
  }
}
