package dev.signalbox.cli;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.ReleaseReading;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.flow.problem.ProblemPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The rules of a team's releases, from a file that `--config` names: a flow file, or one that says
/// nothing else.
final class ReleaseConfig {

  /// One byte more than a flow file may have, so that a larger one is noticed and not read whole.
  private static final int MOST = 1_048_577;

  private ReleaseConfig() {}

  /// @throws CommandFailed with every problem of the file, each with its place
  static ReleaseRules read(Path file) {
    byte[] source = bytes(file);
    String name = file.toString();
    return switch (FlowReader.readRelease(name, source)) {
      case ReleaseReading.Good(ReleaseRules rules) -> rules;
      case ReleaseReading.Bad(List<Problem> problems) ->
          throw new CommandFailed(1, new ProblemPrinter(name, source).text(problems).stripTrailing());
    };
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST);
    } catch (NoSuchFileException none) {
      throw new CommandFailed(4, "There is no file '%s'. Name one: --config FILE".formatted(file));
    } catch (IOException unreadable) {
      throw new CommandFailed(
          1, "'%s' can not be read: %s".formatted(file, unreadable.getMessage()));
    }
  }
}
