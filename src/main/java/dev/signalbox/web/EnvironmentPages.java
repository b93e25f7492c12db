package dev.signalbox.web;

import dev.signalbox.app.Boards;
import dev.signalbox.app.EnvironmentView;
import dev.signalbox.app.Locks;
import dev.signalbox.app.Promotions;
import dev.signalbox.app.Runs;
import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.engine.RunView;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One environment of one service: why it is where it is, and the buttons.
public final class EnvironmentPages {

  private static final int RUNS = 12;

  private final Boards boards;
  private final Promotions promotions;
  private final Locks locks;
  private final Runs runs;
  private final InstantSource clock;

  public EnvironmentPages(
      Boards boards, Promotions promotions, Locks locks, Runs runs, InstantSource clock) {
    this.boards = boards;
    this.promotions = promotions;
    this.locks = locks;
    this.runs = runs;
    this.clock = clock;
  }

  public void environment(Context http, Visitor visitor) {
    draw(http, visitor, "environment");
  }

  /// Its live part alone.
  public void stand(Context http, Visitor visitor) {
    draw(http, visitor, "stand");
  }

  public void promote(Context http, Visitor visitor) {
    var wish =
        new Promotions.Wish(
            service(http),
            environment(http),
            Optional.ofNullable(http.formParam("what")).filter(w -> !w.isBlank()),
            "true".equals(http.formParam("again")),
            false,
            Optional.of(text(http.formParam("urgent"))).filter(kind -> !kind.isEmpty()),
            text(http.formParam("reason")));
    Pages.drawOrRefuse(
        http,
        visitor,
        promotions.request(wish, actor(visitor)),
        answer ->
            http.redirect(
                answer.run().map(run -> "/runs/" + run).orElseGet(() -> path(http)),
                HttpStatus.SEE_OTHER));
  }

  public void withdraw(Context http, Visitor visitor) {
    back(
        http,
        visitor,
        promotions.withdraw(
            service(http), environment(http), text(http.formParam("reason")), actor(visitor)));
  }

  public void lock(Context http, Visitor visitor) {
    back(
        http,
        visitor,
        locks.take(
            service(http),
            environment(http),
            text(http.formParam("reason")),
            Optional.empty(),
            actor(visitor)));
  }

  public void unlock(Context http, Visitor visitor) {
    back(
        http,
        visitor,
        locks.unlock(
            service(http), environment(http), text(http.formParam("reason")), actor(visitor)));
  }

  private record Stand(EnvironmentView view, List<RunView> runs, List<String> urgent) {}

  private void draw(Context http, Visitor visitor, String template) {
    String service = service(http);
    String environment = environment(http);
    Decision<EnvironmentView> view = boards.of(service, environment);
    Decision<List<RunView>> newest =
        runs.newest(Optional.of(service), Optional.of(environment), Optional.empty(), RUNS);
    Decision<List<String>> urgent = promotions.urgentKinds(service, environment);
    Pages.drawOrRefuse(
        http,
        visitor,
        view.then(it -> newest.then(list -> urgent.map(kinds -> new Stand(it, list, kinds)))),
        found ->
            Pages.draw(
                http,
                template,
                Map.of(
                    "visitor", visitor,
                    "service", service,
                    "view", found.view(),
                    "runs", found.runs(),
                    "urgent", found.urgent(),
                    "now", clock.instant())));
  }

  private static void back(Context http, Visitor visitor, Decision<?> decision) {
    Pages.drawOrRefuse(
        http, visitor, decision, _ -> http.redirect(path(http), HttpStatus.SEE_OTHER));
  }

  private static String path(Context http) {
    return "/services/%s/%s".formatted(service(http), environment(http));
  }

  private static String service(Context http) {
    return http.pathParam("service");
  }

  private static String environment(Context http) {
    return http.pathParam("environment");
  }

  private static Actor actor(Visitor visitor) {
    return Actor.unproven(visitor.person().orElseThrow());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
