package dev.signalbox.bench.rollout;

import dev.signalbox.base.Words;
import dev.signalbox.domain.analysis.evidence.Row;
import dev.signalbox.domain.analysis.evidence.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Rollouts of a world as a file that `analyze` reads.
public final class Recording {

  private Recording() {}

  /// @return how many rows it has
  public static long write(Path file, World world, int rollouts, long seed) throws IOException {
    long rows = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("rollout,window,stage,metric,arm,instance,total,bad,le,count\n");
      for (int number = 0; number < rollouts; number++) {
        Rollout rollout = new Rollout(world, Cell.mixed(seed, world.name().hashCode(), number));
        rows += write(out, number, rollout.history());
        rows += write(out, number, rollout.windows());
      }
    }
    return rows;
  }

  private static long write(BufferedWriter out, int rollout, List<Window> windows)
      throws IOException {
    long rows = 0;
    for (Window window : windows) {
      String stage =
          window.stage() == Window.HISTORY ? "history" : Integer.toString(window.stage());
      for (Row row : window.rows()) {
        out.write(
            "r%d,%d,%s,%s,%s,%s,%.0f,"
                .formatted(
                    rollout,
                    window.number(),
                    stage,
                    row.metric(),
                    Words.of(row.arm()),
                    row.instance(),
                    row.total()));
        out.write(
            row.bucket().isPresent()
                ? ",%s,%.0f\n".formatted(row.bucket().get().le(), row.bucket().get().count())
                : "%.0f,,\n".formatted(row.bad()));
        rows++;
      }
    }
    return rows;
  }
}
