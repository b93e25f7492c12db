package dev.signalbox.web;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Inert;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Draws pages. Templates escape what they show; characters that would act on their own are shown
/// as what they are, on every page alike. A refusal is a page, too, with the same sentences as
/// everywhere.
final class Pages {

  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "dev.signalbox.web.template");

  private Pages() {}

  static void draw(Context http, String template, Map<String, Object> parameters) {
    var page = new StringOutput();
    ENGINE.render(template + ".jte", parameters, page);
    http.contentType("text/html; charset=utf-8").result(Inert.lines(page.toString()));
  }

  /// Draws what was decided, or why it was refused.
  static <T> void drawOrRefuse(
      Context http, Visitor visitor, Decision<T> decision, Consumer<T> draw) {
    switch (decision) {
      case Decision.Accepted<T>(T value) -> draw.accept(value);
      case Decision.Refused<T>(Refusal refusal) -> refuse(http, visitor, refusal);
    }
  }

  static void refuse(Context http, Visitor visitor, Refusal refusal) {
    List<Reason> reasons = refusal.reasons();
    http.status(reasons.getFirst().code().startsWith("no-such-") ? 404 : 409);
    draw(http, "refusal", Map.of("visitor", visitor, "reasons", reasons));
  }
}
