package dev.signalbox.web;

import dev.signalbox.app.Rollouts;
import dev.signalbox.app.Runs;
import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.rollout.Wish;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A run with its steps, and what they print as they print it.
public final class RunPages {

  private static final int RUNS = 100;
  private static final int LOG_ENTRIES = 500;

  private final Runs runs;
  private final Rollouts rollouts;
  private final InstantSource clock;

  public RunPages(Runs runs, Rollouts rollouts, InstantSource clock) {
    this.runs = runs;
    this.rollouts = rollouts;
    this.clock = clock;
  }

  public void runs(Context http, Visitor visitor) {
    Pages.drawOrRefuse(
        http,
        visitor,
        runs.newest(
            Optional.ofNullable(http.queryParam("service")),
            Optional.empty(),
            Optional.empty(),
            RUNS),
        list ->
            Pages.draw(
                http, "runs", Map.of("visitor", visitor, "runs", list, "now", clock.instant())));
  }

  public void run(Context http, Visitor visitor) {
    draw(http, visitor, "run");
  }

  /// Its live part alone.
  public void steps(Context http, Visitor visitor) {
    draw(http, visitor, "steps");
  }

  /// Its rollout alone.
  public void rollout(Context http, Visitor visitor) {
    withRun(
        http,
        visitor,
        (run, _) ->
            Pages.drawOrRefuse(
                http,
                visitor,
                runs.get(run),
                view ->
                    Pages.draw(
                        http,
                        "rollout",
                        Map.of(
                            "visitor", visitor,
                            "rollout", rollouts.of(run).map(RolloutChart::of),
                            "service", view.run().service(),
                            "environment", view.run().environment().orElse(""),
                            "now", clock.instant()))));
  }

  /// What a person wants of the rollout that is under way.
  public void wish(Context http, Visitor visitor) {
    String service = http.pathParam("service");
    String environment = http.pathParam("environment");
    Pages.drawOrRefuse(
        http,
        visitor,
        Wish.named(String.valueOf(http.formParam("wish")))
            .then(wish ->
                rollouts.wish(
                    service,
                    environment,
                    wish,
                    Optional.ofNullable(http.formParam("reason")).orElse("").strip(),
                    Actor.unproven(visitor.person().orElseThrow()))),
        course -> http.redirect("/runs/" + course.rollout().run(), HttpStatus.SEE_OTHER));
  }

  /// What was printed after an entry, and the place where the rest will be put.
  public void log(Context http, Visitor visitor) {
    withRun(
        http,
        visitor,
        (run, after) ->
            Pages.drawOrRefuse(
                http,
                visitor,
                runs.log(run, after, LOG_ENTRIES),
                page ->
                    Pages.draw(
                        http,
                        "log",
                        Map.of(
                            "run", run,
                            "page", page,
                            "step", Optional.ofNullable(http.queryParam("step")).orElse("")))));
  }

  public void abort(Context http, Visitor visitor) {
    withRun(
        http,
        visitor,
        (run, _) ->
            Pages.drawOrRefuse(
                http,
                visitor,
                runs.abort(
                    run,
                    Optional.ofNullable(http.formParam("reason")).orElse(""),
                    Actor.unproven(visitor.person().orElseThrow())),
                _ -> http.redirect("/runs/" + run, HttpStatus.SEE_OTHER)));
  }

  private void draw(Context http, Visitor visitor, String template) {
    withRun(
        http,
        visitor,
        (run, _) ->
            Pages.drawOrRefuse(
                http,
                visitor,
                runs.get(run)
                    .then(view -> runs.log(run, 0, LOG_ENTRIES).map(log -> Map.entry(view, log))),
                found ->
                    Pages.draw(
                        http,
                        template,
                        Map.of(
                            "visitor", visitor,
                            "view", found.getKey(),
                            "page", found.getValue(),
                            "rollout", rollouts.of(run).map(RolloutChart::of),
                            "now", clock.instant()))));
  }

  private static void withRun(Context http, Visitor visitor, BiConsumer<RunId, Long> draw) {
    try {
      RunId run = RunId.parse(http.pathParam("run"));
      String after = Optional.ofNullable(http.queryParam("after")).orElse("0");
      draw.accept(run, after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0);
    } catch (IllegalArgumentException noId) {
      Pages.drawOrRefuse(
          http,
          visitor,
          Decision.refuse("no-such-run", String.valueOf(noId.getMessage()), "you"),
          _ -> {});
    }
  }
}
