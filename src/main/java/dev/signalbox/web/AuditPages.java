package dev.signalbox.web;

import dev.signalbox.app.Audit;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/// What happened, newest first.
public final class AuditPages {

  private static final int FACTS = 200;

  private final Audit audit;

  public AuditPages(Audit audit) {
    this.audit = audit;
  }

  public void facts(Context http, Visitor visitor) {
    Optional<Long> before =
        Optional.ofNullable(http.queryParam("before"))
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::parseLong);
    Pages.drawOrRefuse(
        http,
        visitor,
        audit.newest(
            Optional.ofNullable(http.queryParam("service")), Optional.empty(), before, FACTS),
        facts -> Pages.draw(http, "audit", Map.of("visitor", visitor, "facts", facts)));
  }
}
