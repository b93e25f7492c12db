package dev.signalbox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a run printed.
@Command(name = "logs", description = "What the steps of a run printed.")
final class LogsCommand implements Runnable {

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "RUN", description = "Such as run_42 or 42.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String run;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until the run has ended.")
  private boolean follow;

  @Override
  public void run() {
    Screen screen = new Screen();
    if (remote.json()) {
      screen.json(remote.get("/runs/%s/log?limit=500".formatted(Remote.part(run))));
    } else if (follow) {
      new RunFollower(remote, screen, run).follow();
    } else {
      new RunFollower(remote, screen, run).print();
    }
  }
}
