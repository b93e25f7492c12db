package dev.signalbox.api;

import dev.signalbox.api.Route.Method;
import dev.signalbox.app.Fixes;
import dev.signalbox.app.LineView;
import dev.signalbox.app.Lines;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Release lines, and which place has which fix.
public final class LineApi {

  private static final String PATH = "/services/{service}/lines";

  private final Lines lines;
  private final Fixes fixes;

  public LineApi(Lines lines, Fixes fixes) {
    this.lines = lines;
    this.fixes = fixes;
  }

  /// @param line by its name in the flow file
  /// @param from a version or a tag; what is in the environment it comes off if left out
  /// @param commits of the tracked branch, or their first digits, in the order they are carried
  ///   over
  public record NewLine(
      @Nullable String line,
      @Nullable String from,
      @Nullable List<String> commits,
      @Nullable String reason) {}

  /// @param from a version or a tag; what is in the environment it comes off if left out
  public record AdoptedLine(
      @Nullable String line, @Nullable String from, @Nullable String reason) {}

  /// @param commits of the tracked branch, or their first digits, in the order they are carried
  ///   over
  public record NewPicks(@Nullable List<String> commits, @Nullable String reason) {}

  public record Why(@Nullable String reason) {}

  public List<Route> routes() {
    return List.of(
        Route.get(
            PATH,
            "The release lines of a service, newest first.",
            LineView[].class,
            request -> lines.all(request.path("service"))),
        Route.write(
            Method.POST,
            PATH,
            "Opens a release line: makes its branch off a release, with some commits, and pushes it.",
            NewLine.class,
            LineView.class,
            request ->
                request
                    .body(NewLine.class)
                    .then(body ->
                        lines.open(
                            wish(
                                request,
                                text(body.line()),
                                body.from(),
                                body.commits(),
                                body.reason()),
                            request.actor()))),
        Route.write(
            Method.POST,
            "/services/{service}/adopted-lines",
            "Opens a release line with a branch that a person has made and pushed.",
            AdoptedLine.class,
            LineView.class,
            request ->
                request
                    .body(AdoptedLine.class)
                    .then(body ->
                        lines.adopt(
                            wish(request, text(body.line()), body.from(), null, body.reason()),
                            request.actor()))),
        Route.write(
            Method.POST,
            PATH + "/{line}/commits",
            "Puts more commits onto an open release line.",
            NewPicks.class,
            LineView.class,
            request ->
                request
                    .body(NewPicks.class)
                    .then(body ->
                        lines.pick(
                            wish(
                                request, request.path("line"), null, body.commits(), body.reason()),
                            request.actor()))),
        Route.write(
            Method.DELETE,
            PATH + "/{line}",
            "Ends a release line. Its branch and its releases stay.",
            Why.class,
            LineView.class,
            request ->
                request
                    .body(Why.class)
                    .then(body ->
                        lines.close(
                            request.path("service"),
                            request.path("line"),
                            text(body.reason()),
                            request.actor()))),
        Route.get(
            "/services/{service}/fixes",
            "Which environment has which of the commits that release lines brought.",
            Fixes.FixView[].class,
            request -> fixes.of(request.path("service"))),
        Route.get(
            "/services/{service}/environments/{environment}/commits/{commit}",
            "Whether an environment, and every other, has a commit of the tracked branch.",
            Fixes.FixView.class,
            request ->
                fixes.whether(
                    request.path("service"), request.path("environment"), request.path("commit"))));
  }

  private static Lines.Wish wish(
      ApiRequest request,
      String line,
      @Nullable String from,
      @Nullable List<String> commits,
      @Nullable String reason) {
    return new Lines.Wish(
        request.path("service"),
        line,
        Optional.ofNullable(from).map(String::strip).filter(f -> !f.isEmpty()),
        commits == null ? List.of() : commits,
        text(reason));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
