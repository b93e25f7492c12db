package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import tools.jackson.databind.JsonNode;

/// Prints a run's log as it grows, each step under its own heading, until the run has ended.
final class RunFollower {

  private static final long LOOK_EVERY_MILLIS = 400;

  private final Remote remote;
  private final Screen screen;
  private final String path;
  private String at = "";
  private long after;

  RunFollower(Remote remote, Screen screen, String run) {
    this.remote = remote;
    this.screen = screen;
    this.path = "/runs/" + Remote.part(run);
  }

  /// What is there now.
  ///
  /// @return whether the run has ended
  boolean print() {
    while (true) {
      JsonNode page = remote.get(path + "/log?after=" + after);
      for (JsonNode entry : page.path("logs")) {
        heading(entry);
        screen.text(Inert.lines(entry.path("text").asString()));
      }
      after = page.path("last").asLong();
      if (page.path("logs").isEmpty() || page.path("ended").asBoolean()) {
        return page.path("ended").asBoolean();
      }
    }
  }

  void follow() {
    try {
      while (!print()) {
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(130, "stopped following; the run goes on");
    }
    JsonNode run = remote.get(path).path("run");
    String state = Screen.of(run.path("state"));
    screen.line(
        "%s %s %s: %s"
            .formatted(
                screen.mark(state),
                Screen.of(run.path("id")),
                state,
                Screen.of(run.path("sentence"))));
    if (!state.equals("succeeded")) {
      throw new CommandFailed(1, "");
    }
  }

  private void heading(JsonNode entry) {
    String step = "%s %d".formatted(Screen.of(entry.path("phase")), entry.path("number").asInt());
    if (!step.equals(at)) {
      at = step;
      screen.line(screen.in("quiet", "── " + Screen.of(entry.path("label"))));
    }
  }
}
