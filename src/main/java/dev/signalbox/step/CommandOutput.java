package dev.signalbox.step;

import dev.signalbox.engine.StepContext;
import dev.signalbox.port.CommandRunner;
import java.nio.charset.StandardCharsets;

/// Passes a command's output on to the step's log, in whole lines, from where an earlier life
/// stopped.
final class CommandOutput {

  private static final int CHUNK = 64 * 1024;
  private static final int ENOUGH = 16 * 1024;
  private static final long AT_LEAST_EVERY_NANOS = 200_000_000;

  private final CommandRunner runner;
  private final String key;
  private final StepContext context;
  private long kept;
  private long keptAt = System.nanoTime() - AT_LEAST_EVERY_NANOS;

  CommandOutput(CommandRunner runner, String key, StepContext context) {
    this.runner = runner;
    this.key = key;
    this.context = context;
    this.kept = context.outputKept();
  }

  /// @param ended whether no more can come, so that a line without its end is passed on, too
  void passOn(boolean ended) {
    while (true) {
      byte[] chunk = runner.output(key, kept, CHUNK);
      int whole = ended && chunk.length < CHUNK ? chunk.length : wholeLines(chunk);
      boolean due = whole >= ENOUGH || System.nanoTime() - keptAt >= AT_LEAST_EVERY_NANOS;
      if (whole == 0 || !(due || ended)) {
        return;
      }
      kept += whole;
      keptAt = System.nanoTime();
      context.output(new String(chunk, 0, whole, StandardCharsets.UTF_8), kept);
      if (chunk.length < CHUNK) {
        return;
      }
    }
  }

  /// Up to the last line break; a chunk that is one endless line goes as it is.
  private static int wholeLines(byte[] chunk) {
    for (int i = chunk.length - 1; i >= 0; i--) {
      if (chunk[i] == '\n') {
        return i + 1;
      }
    }
    return chunk.length == CHUNK ? CHUNK : 0;
  }
}
