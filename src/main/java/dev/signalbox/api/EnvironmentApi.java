package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.app.EnvironmentView;
import dev.signalbox.app.Locks;
import dev.signalbox.app.Plans;
import dev.signalbox.app.Promotions;
import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.domain.lock.Lock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Environments: why they are where they are, promotions into them, and their locks.
public final class EnvironmentApi {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String PATH = "/services/{service}/environments/{environment}";

  private final Plans plans;
  private final Promotions promotions;
  private final Locks locks;

  public EnvironmentApi(Plans plans, Promotions promotions, Locks locks) {
    this.plans = plans;
    this.promotions = promotions;
    this.locks = locks;
  }

  /// @param what a version, a tag or a commit; what is next if left out
  /// @param again whether what is there already is wanted once more
  /// @param takesSlot whether it goes in the next slot, so that nothing else does
  /// @param urgent which kind of urgent fix it is, such as `hotfix`; the flow says what follows
  public record NewPromotion(
      @Nullable String what,
      @Nullable Boolean again,
      @Nullable Boolean takesSlot,
      @Nullable String urgent,
      @Nullable String reason) {}

  /// @param lasting for how long, such as `2h` or `PT2H`; until somebody unlocks if left out
  public record NewLock(@Nullable String reason, @Nullable String lasting) {}

  public record Why(@Nullable String reason) {}

  public record PromotionAnswer(String what, Optional<RunId> run, EnvironmentView environment) {}

  public record LockAnswer(Fence fence, String state) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            PATH,
            "Why an environment is where it is: what is there, what is next, every gate.",
            EnvironmentView.class,
            request ->
                plans
                    .why(request.path("service"), request.path("environment"))
                    .map(EnvironmentView::of)),
        Route.write(
            Method.POST,
            PATH + "/promotions",
            "Asks for a promotion; starts it if its gates are open.",
            NewPromotion.class,
            PromotionAnswer.class,
            request -> request.body(NewPromotion.class).then(body -> promote(body, request))),
        Route.write(
            Method.DELETE,
            PATH + "/promotions",
            "Withdraws what was asked for and has not started.",
            Why.class,
            String.class,
            request ->
                request
                    .body(Why.class)
                    .then(body ->
                        promotions.withdraw(
                            request.path("service"),
                            request.path("environment"),
                            text(body.reason()),
                            request.actor()))),
        Route.write(
            Method.PUT,
            PATH + "/lock",
            "Locks an environment: no run starts in it.",
            NewLock.class,
            LockAnswer.class,
            request -> request.body(NewLock.class).then(body -> lock(body, request))),
        Route.write(
            Method.DELETE,
            PATH + "/lock",
            "Unlocks an environment.",
            Why.class,
            LockAnswer.class,
            request ->
                request
                    .body(Why.class)
                    .then(body ->
                        locks.unlock(
                            request.path("service"),
                            request.path("environment"),
                            text(body.reason()),
                            request.actor()))
                    .map(EnvironmentApi::answer)));
  }

  private Decision<PromotionAnswer> promote(NewPromotion body, ApiRequest request) {
    return promotions
        .request(
            new Promotions.Wish(
                request.path("service"),
                request.path("environment"),
                Optional.ofNullable(body.what()).filter(w -> !w.isBlank()),
                Boolean.TRUE.equals(body.again()),
                Boolean.TRUE.equals(body.takesSlot()),
                Optional.of(text(body.urgent())).filter(kind -> !kind.isEmpty()),
                text(body.reason())),
            request.actor())
        .map(answer ->
            new PromotionAnswer(answer.what(), answer.run(), EnvironmentView.of(answer.plan())));
  }

  private Decision<LockAnswer> lock(NewLock body, ApiRequest request) {
    return lasting(body.lasting())
        .then(lasting ->
            locks.take(
                request.path("service"),
                request.path("environment"),
                text(body.reason()),
                lasting,
                request.actor()))
        .map(EnvironmentApi::answer);
  }

  private static LockAnswer answer(Lock lock) {
    return new LockAnswer(
        lock.fence(),
        lock.state()
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT));
  }

  /// `90m`, `2h`, `1d`, or as ISO 8601 writes it.
  static Decision<Optional<Duration>> lasting(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Decision.accept(Optional.empty());
    }
    String iso = text.strip().toUpperCase(Locale.ROOT);
    try {
      Duration lasting =
          Duration.parse(iso.startsWith("P") ? iso : iso.endsWith("D") ? "P" + iso : "PT" + iso);
      return lasting.compareTo(LONGEST) <= 0
          ? Decision.accept(Optional.of(lasting))
          : ApiRequest.bad(
              "More than a year is not a time to wait. To lock until somebody unlocks, leave 'lasting' out.");
    } catch (DateTimeParseException wrong) {
      return ApiRequest.bad("'%s' is not a duration such as 90m, 2h or 1d.".formatted(text));
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
