package dev.signalbox.cli;

import dev.signalbox.base.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What happened.
@Command(name = "audit", description = "What happened, who did it and why, newest first.")
final class AuditCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "One service only.")
  private @Nullable String service;

  @Option(names = "--environment", paramLabel = "NAME", description = "One environment only.")
  private @Nullable String environment;

  @Option(names = "--before", paramLabel = "N", description = "Only older facts than this one.")
  private @Nullable Long before;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "40", description = "At the most.")
  private int limit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode facts =
        remote.get(
            "/facts?limit=%d%s%s%s"
                .formatted(
                    limit,
                    service == null ? "" : "&service=" + Remote.part(service),
                    environment == null ? "" : "&environment=" + Remote.part(environment),
                    before == null ? "" : "&before=" + before));
    if (remote.json()) {
      screen.json(facts);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode fact : facts) {
      String why = Screen.of(fact.path("why"));
      rows.add(
          List.of(
              Long.toString(fact.path("seq").asLong()),
              Utc.second(Instant.parse(fact.path("at").asString())),
              Screen.of(fact.path("actor").path("name"))
                  + (fact.path("actor").path("proven").asBoolean() ? "" : "?"),
              "%s %s"
                  .formatted(
                      fact.path("service").asString(""), fact.path("environment").asString(""))
                  .strip(),
              fact.path("run").asString(""),
              Screen.of(fact.path("sentence")) + (why.isEmpty() ? "" : " — " + why)));
    }
    screen.table(rows);
  }
}
