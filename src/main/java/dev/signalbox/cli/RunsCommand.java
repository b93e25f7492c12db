package dev.signalbox.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Runs, newest first.
@Command(name = "runs", description = "Builds and promotions, newest first.")
final class RunsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "One service only.")
  private @Nullable String service;

  @Option(names = "--environment", paramLabel = "NAME", description = "Into this one only.")
  private @Nullable String environment;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At the most.")
  private int limit;

  @Override
  public void run() {
    Screen screen = new Screen();
    JsonNode runs =
        remote.get(
            "/runs?limit=%d%s%s"
                .formatted(
                    limit,
                    service == null ? "" : "&service=" + Remote.part(service),
                    environment == null ? "" : "&environment=" + Remote.part(environment)));
    if (remote.json()) {
      screen.json(runs);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (JsonNode run : runs) {
      String state = Screen.of(run.path("state"));
      rows.add(
          List.of(
              Screen.of(run.path("id")),
              screen.mark(state) + " " + screen.in(state, state),
              Screen.of(run.path("what")),
              "%s %s"
                  .formatted(
                      Screen.of(run.path("service")), run.path("environment").asString("build")),
              Screen.age(run.path("started")),
              Screen.of(run.path("sentence"))));
    }
    screen.table(rows);
    if (rows.isEmpty()) {
      screen.line("No run yet.");
    }
  }
}
