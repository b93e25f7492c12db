package dev.signalbox.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// The few files that pages load, from inside the program: a fixed list, no folder.
public final class Assets {

  private record Asset(String resource, String type) {}

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "signalbox.css", new Asset("/web/signalbox.css", "text/css; charset=utf-8"),
          "signalbox.js", new Asset("/web/signalbox.js", "text/javascript; charset=utf-8"),
          "theme.js", new Asset("/web/theme.js", "text/javascript; charset=utf-8"),
          "icon.svg", new Asset("/web/icon.svg", "image/svg+xml"),
          "rollout.js", new Asset("/web/rollout.js", "text/javascript; charset=utf-8"),
          "uplot.css",
              new Asset(
                  "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css",
                  "text/css; charset=utf-8"),
          "uplot.js",
              new Asset(
                  "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
                  "text/javascript; charset=utf-8"),
          "htmx.js",
              new Asset(
                  "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
                  "text/javascript; charset=utf-8"));

  /// `GET /assets/{name}`.
  public void give(Context http) throws IOException {
    Asset asset = ASSETS.get(http.pathParam("name"));
    if (asset == null) {
      http.status(404);
      return;
    }
    try (InputStream file = Assets.class.getResourceAsStream(asset.resource())) {
      if (file == null) {
        throw new IllegalStateException(asset.resource() + " is not in the program.");
      }
      http.contentType(asset.type())
          .header("Cache-Control", "max-age=300")
          .result(file.readAllBytes());
    }
  }
}
