package dev.signalbox.api;

import dev.signalbox.api.Route.Query;
import dev.signalbox.app.Audit;
import dev.signalbox.domain.audit.FactRecord;
import java.util.List;

/// The audit log.
public final class FactApi {

  private final Audit audit;

  public FactApi(Audit audit) {
    this.audit = audit;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/facts",
            "What happened, who did it and why, newest first.",
            FactRecord[].class,
            request ->
                request
                    .limit(100)
                    .then(most ->
                        request
                            .number("before")
                            .then(before ->
                                audit.newest(
                                    request.query("service"),
                                    request.query("environment"),
                                    before,
                                    most))),
            new Query("service", "only of this service"),
            new Query("environment", "only of this environment"),
            new Query("before", "only older ones than this number"),
            new Query("limit", "how many at the most; 100 if left out")));
  }
}
