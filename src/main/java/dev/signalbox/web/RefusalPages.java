package dev.signalbox.web;

import dev.signalbox.base.Refusal;
import io.javalin.http.Context;
import java.util.Map;

/// What a browser shows when there is no page to show: the same sentences as everywhere, and a way
/// home.
public final class RefusalPages {

  private RefusalPages() {}

  /// Whether it is a person with a browser who asks.
  public static boolean wanted(Context http) {
    String accepted = http.header("Accept");
    return accepted != null && accepted.contains("text/html") && !http.path().startsWith("/api/");
  }

  public static void draw(Context http, Visitor visitor, int status, Refusal refusal) {
    http.status(status);
    Pages.draw(http, "refusal", Map.of("visitor", visitor, "reasons", refusal.reasons()));
  }
}
