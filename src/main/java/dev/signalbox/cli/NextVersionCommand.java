package dev.signalbox.cli;

import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Which version follows, by what the commits say: alone on the standard output, and why beside it.
@Command(
    name = "next-version",
    description = {
      "Prints the version that follows from the commits since the last release, and why.",
      "Asks no server and no remote, and writes nothing."
    })
final class NextVersionCommand implements Callable<Integer> {

  private final Function<Path, LocalHistory> histories;

  @Mixin private final HistoryOptions options = new HistoryOptions();

  NextVersionCommand(Function<Path, LocalHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Integer call() {
    try (LocalHistory history = options.open(histories)) {
      System.out.println(options.at(history));
      return 0;
    }
  }
}
