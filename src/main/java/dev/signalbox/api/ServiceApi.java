package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Boards;
import dev.signalbox.app.Boards.ServiceBoard;
import dev.signalbox.app.Releases;
import dev.signalbox.app.Services;
import dev.signalbox.base.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Services and their releases.
public final class ServiceApi {

  private final Services services;
  private final Boards boards;
  private final Releases releases;

  public ServiceApi(Services services, Boards boards, Releases releases) {
    this.services = services;
    this.boards = boards;
    this.releases = releases;
  }

  /// @param repository a path or URL of a git repository
  /// @param branch the tracked branch; `main` if left out
  /// @param flow where the flow file is; `signalbox.yaml` if left out
  public record NewService(
      @Nullable String repository, @Nullable String branch, @Nullable String flow) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/services",
            "Every service with its environments: the board.",
            ServiceBoard[].class,
            _ -> Decision.accept(boards.all())),
        Route.write(
            Method.POST,
            "/services",
            "Puts a service under release.",
            NewService.class,
            Services.Added.class,
            request -> request.body(NewService.class).then(body -> add(body, request))),
        Route.get(
            "/services/{service}",
            "One service with its environments.",
            ServiceBoard.class,
            request -> boards.of(request.path("service"))),
        Route.get(
            "/services/{service}/releases",
            "The releases of a service, newest first.",
            Releases.ReleaseView[].class,
            request ->
                request.limit(50).then(most -> releases.newest(request.path("service"), most)),
            new Query("limit", "how many at the most; 50 if left out")));
  }

  private Decision<Services.Added> add(NewService body, ApiRequest request) {
    String repository = body.repository();
    return repository == null || repository.isBlank()
        ? ApiRequest.bad("'repository' is needed: a path or URL of a git repository.")
        : services.add(
            new Services.Wish(
                repository.strip(), or(body.branch(), "main"), or(body.flow(), "signalbox.yaml")),
            request.actor());
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text.strip();
  }
}
