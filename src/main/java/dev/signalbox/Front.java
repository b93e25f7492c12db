package dev.signalbox;

import dev.signalbox.api.Answers;
import dev.signalbox.api.ApiRequest;
import dev.signalbox.api.FeedApi;
import dev.signalbox.api.OpenApi;
import dev.signalbox.api.Route;
import dev.signalbox.auth.Guard;
import dev.signalbox.auth.Guard.Admitted;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.ops.Health;
import dev.signalbox.ops.Metrics;
import dev.signalbox.web.Assets;
import dev.signalbox.web.AuditPages;
import dev.signalbox.web.BoardPages;
import dev.signalbox.web.EnvironmentPages;
import dev.signalbox.web.RefusalPages;
import dev.signalbox.web.RunPages;
import dev.signalbox.web.SignInPages;
import dev.signalbox.web.Visitor;
import dev.signalbox.webhook.WebhookDoor;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All doors behind one guard. A path that is not listed here does not exist.
final class Front {

  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final String ADMITTED = "admitted";
  private static final long MOST_BYTES = 5_000_000;

  private static final String CONTENT_POLICY =
      "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  private final Guard guard;
  private final List<Route> routes;
  private final Doors doors;
  private final String version;

  /// What stands behind the front.
  record Doors(
      FeedApi feed,
      WebhookDoor webhooks,
      Health health,
      Metrics metrics,
      Assets assets,
      BoardPages board,
      EnvironmentPages environments,
      RunPages runs,
      AuditPages audit,
      SignInPages signIn) {}

  Front(Guard guard, List<Route> routes, Doors doors, String version) {
    this.guard = guard;
    this.routes = List.copyOf(routes);
    this.doors = doors;
    this.version = version;
  }

  Javalin open(String host, int port) {
    return Javalin.create(this::configure).start(host, port);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_BYTES;
    config.http.prefer405over404 = true;
    config.http.asyncTimeout = 0;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    var unreadable = new UnreadableRequests();
    config.jetty.modifyServer(server -> server.setErrorHandler(unreadable));
    config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(unreadable));
    config.routes.before(this::admit);
    config.routes.exception(HttpResponseException.class, Front::unsuited);
    config.routes.exception(Exception.class, Front::broken);
    machines(config.routes);
    api(config.routes);
    pages(config.routes);
    config.routes.error(404, Front::unknown);
  }

  private void admit(Context http) {
    http.header("Content-Security-Policy", CONTENT_POLICY);
    http.header("X-Content-Type-Options", "nosniff");
    http.header("Referrer-Policy", "same-origin");
    http.header("Cross-Origin-Opener-Policy", "same-origin");
    http.header("Cache-Control", "no-store");
    Decision<Admitted> admitted = guard.admit(visit(http));
    switch (admitted) {
      case Decision.Accepted<Admitted>(Admitted visitor) -> http.attribute(ADMITTED, visitor);
      case Decision.Refused<Admitted>(Refusal refusal) -> {
        refuse(http, refusal);
        http.skipRemainingHandlers();
      }
    }
  }

  private static Guard.Visit visit(Context http) {
    boolean form = http.isFormUrlencoded();
    return new Guard.Visit(
        http.req().getMethod(),
        http.req().getRequestURI(),
        header(http, "Host"),
        header(http, "Authorization"),
        header(http, "X-Signalbox-As"),
        Optional.ofNullable(http.cookie(SignInPages.COOKIE)),
        form ? Optional.ofNullable(http.formParam("csrf")) : header(http, "X-Signalbox-Csrf"),
        header(http, "Sec-Fetch-Site"),
        header(http, "Origin"));
  }

  private static Optional<String> header(Context http, String name) {
    return Optional.ofNullable(http.header(name));
  }

  private void machines(RoutesConfig routes) {
    routes.get("/livez", doors.health()::live);
    routes.get("/readyz", doors.health()::ready);
    routes.get("/metrics", doors.metrics()::expose);
    routes.post("/webhooks/{service}", doors.webhooks()::receive);
    String document = OpenApi.document(this.routes, version);
    routes.get("/openapi.json", http -> http.contentType("application/json").result(document));
  }

  private void api(RoutesConfig config) {
    for (Route route : routes) {
      config.addHttpHandler(
          HandlerType.findOrCreate(route.method().name()),
          "/api/v1" + route.path(),
          http ->
              Answers.give(
                  http, route.handler().handle(new ApiRequest(http, admitted(http).actor()))));
    }
    config.get("/api/v1/feed", doors.feed()::follow);
  }

  private void pages(RoutesConfig routes) {
    routes.get("/assets/{name}", doors.assets()::give);
    routes.get("/", page(doors.board()::board));
    routes.get("/board", page(doors.board()::services));
    routes.get("/services/{service}/{environment}", page(doors.environments()::environment));
    routes.get("/services/{service}/{environment}/stand", page(doors.environments()::stand));
    routes.post("/services/{service}/{environment}/promote", page(doors.environments()::promote));
    routes.post("/services/{service}/{environment}/withdraw", page(doors.environments()::withdraw));
    routes.post("/services/{service}/{environment}/lock", page(doors.environments()::lock));
    routes.post("/services/{service}/{environment}/unlock", page(doors.environments()::unlock));
    routes.post("/services/{service}/{environment}/rollout", page(doors.runs()::wish));
    routes.get("/runs", page(doors.runs()::runs));
    routes.get("/runs/{run}", page(doors.runs()::run));
    routes.get("/runs/{run}/steps", page(doors.runs()::steps));
    routes.get("/runs/{run}/rollout", page(doors.runs()::rollout));
    routes.get("/runs/{run}/log", page(doors.runs()::log));
    routes.post("/runs/{run}/abort", page(doors.runs()::abort));
    routes.get("/audit", page(doors.audit()::facts));
    routes.get("/sign-in", page(doors.signIn()::form));
    routes.post("/sign-in", page(doors.signIn()::signIn));
    routes.post("/sign-out", page(doors.signIn()::signOut));
  }

  private static io.javalin.http.Handler page(BiConsumer<Context, Visitor> draw) {
    return http -> draw.accept(http, Visitor.of(admitted(http)));
  }

  private static Admitted admitted(Context http) {
    Admitted admitted = http.attribute(ADMITTED);
    if (admitted == null) {
      throw new IllegalStateException("a request came past the guard. Indicates a bug.");
    }
    return admitted;
  }

  private static void unknown(Context http) {
    boolean ours =
        String.valueOf(http.res().getContentType()).matches("(text/html|application/).*");
    if (!ours) {
      refuse(http, nothingAt(http));
    }
  }

  /// In the words of whoever asks: a page for a browser, a problem for everybody else.
  private static void refuse(Context http, Refusal refusal) {
    hearOut(http);
    if (RefusalPages.wanted(http)) {
      Admitted admitted = http.attribute(ADMITTED);
      RefusalPages.draw(
          http,
          admitted == null ? Visitor.STRANGER : Visitor.of(admitted),
          Answers.status(refusal.reasons().getFirst().code()),
          refusal);
    } else {
      Answers.refuse(http, refusal);
    }
  }

  /// Whoever is still sending while the connection closes never sees the answer; so what comes is
  /// taken in, unread, up to a bound.
  private static void hearOut(Context http) {
    try {
      http.bodyInputStream().skip(4 * MOST_BYTES);
    } catch (IOException gone) {
      LOG.debug("{} {} went away: {}", http.req().getMethod(), http.path(), gone.getMessage());
    }
  }

  private static Refusal nothingAt(Context http) {
    return Refusal.because("no-such-page", "There is nothing at " + http.path() + ".", "nobody");
  }

  /// What the library that routes requests says no to, in our words.
  private static void unsuited(HttpResponseException no, Context http) {
    if (no instanceof MethodNotAllowedResponse) {
      http.header("Allow", String.join(", ", no.getDetails().values()));
    }
    String method = http.req().getMethod();
    refuse(
        http,
        switch (no.getStatus()) {
          case 404 -> nothingAt(http);
          case 405 ->
              Refusal.because(
                  "wrong-method", "There is no %s of %s.".formatted(method, http.path()), "nobody");
          case 413 ->
              Refusal.because(
                  "too-large", "The body has more than %d bytes.".formatted(MOST_BYTES), "you");
          default ->
              Refusal.because(
                  "bad-request",
                  "%s %s can not be read: %s.".formatted(method, http.path(), no.getMessage()),
                  "you");
        });
  }

  private static void broken(Exception bug, Context http) {
    LOG.error("{} {}", http.req().getMethod(), http.path(), bug);
    http.status(500)
        .contentType("application/problem+json; charset=utf-8")
        .result(
            """
            {"type":"/problems/bug","title":"a bug in Signalbox","status":500,"detail":"Something broke that should not. The server's log says more; what was asked for may not have happened."}
            """);
  }
}
