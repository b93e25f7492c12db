package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Companions;
import dev.signalbox.app.Signoffs;
import dev.signalbox.base.Decision;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people and machines say about releases: words, checks, deployment requests.
public final class SignoffApi {

  private static final String SERVICE = "/services/{service}";

  private final Signoffs signoffs;
  private final Companions companions;

  public SignoffApi(Signoffs signoffs, Companions companions) {
    this.signoffs = signoffs;
    this.companions = companions;
  }

  /// @param as the role you speak for, such as `qa`
  /// @param yes whether it may go on
  /// @param what its digest or name; what would move in next if left out
  public record NewWord(
      @Nullable String as,
      @Nullable Boolean yes,
      @Nullable String what,
      @Nullable String reason,
      @Nullable String link) {}

  /// @param commit on the tracked branch
  public record NewCheck(
      @Nullable String commit,
      @Nullable String name,
      @Nullable Boolean passed,
      @Nullable String link) {}

  public record NewAnswer(@Nullable Boolean accept, @Nullable String reason) {}

  public List<Route> routes() {
    return List.of(
        Route.write(
            Method.POST,
            SERVICE + "/environments/{environment}/words",
            "Says yes or no to what would move in next, as the role you speak for.",
            NewWord.class,
            Signoffs.Said.class,
            request -> request.body(NewWord.class).then(body -> say(body, request))),
        Route.write(
            Method.POST,
            SERVICE + "/checks",
            "Reports what CI found out about a commit.",
            NewCheck.class,
            String.class,
            request -> request.body(NewCheck.class).then(body -> report(body, request))),
        Route.get(
            SERVICE + "/deployment-requests",
            "The deployment requests of a service, newest first.",
            Signoffs.RequestView[].class,
            request ->
                request.limit(20).then(most -> signoffs.requests(request.path("service"), most)),
            new Query("limit", "how many at the most; 20 if left out")),
        Route.get(
            SERVICE + "/companions",
            "What is released elsewhere and belongs to the service, and whether it has changed.",
            Companions.CompanionView[].class,
            request -> companions.of(request.path("service"))),
        Route.write(
            Method.POST,
            "/deployment-requests/{number}/answer",
            "Accepts or declines a deployment request.",
            NewAnswer.class,
            Signoffs.RequestView.class,
            request -> request.body(NewAnswer.class).then(body -> answer(body, request))));
  }

  private Decision<Signoffs.Said> say(NewWord body, ApiRequest request) {
    String as = body.as();
    Boolean yes = body.yes();
    return as == null || yes == null
        ? ApiRequest.bad("'as' and 'yes' are needed: for whom you speak, and what you say.")
        : signoffs.say(
            new Signoffs.Saying(
                request.path("service"),
                request.path("environment"),
                as,
                yes,
                given(body.what()),
                given(body.reason()).orElse(""),
                given(body.link())),
            request.actor());
  }

  private Decision<String> report(NewCheck body, ApiRequest request) {
    Optional<String> commit = given(body.commit());
    Optional<String> name = given(body.name());
    Boolean passed = body.passed();
    return commit.isEmpty() || name.isEmpty() || passed == null
        ? ApiRequest.bad("'commit', 'name' and 'passed' are needed.")
        : signoffs.report(
            request.path("service"),
            commit.get(),
            name.get(),
            passed,
            given(body.link()),
            request.actor());
  }

  private Decision<Signoffs.RequestView> answer(NewAnswer body, ApiRequest request) {
    String number = request.path("number");
    Boolean accept = body.accept();
    return accept == null || !number.matches("[0-9]{1,18}")
        ? ApiRequest.bad("A deployment request has a number, and 'accept' is true or false.")
        : signoffs.answer(
            Long.parseLong(number), accept, given(body.reason()).orElse(""), request.actor());
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }
}
