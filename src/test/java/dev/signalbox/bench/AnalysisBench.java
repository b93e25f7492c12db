package dev.signalbox.bench;

import dev.signalbox.bench.rollout.Cell;
import dev.signalbox.bench.rollout.Judge;
import dev.signalbox.bench.rollout.OurJudge;
import dev.signalbox.bench.rollout.RankJudge;
import dev.signalbox.bench.rollout.ThresholdJudge;
import dev.signalbox.bench.rollout.World;
import java.util.List;

public final class AnalysisBench {
  public static void main(String[] args) {
    int rollouts = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    String only = args.length > 1 ? args[1] : "";
    List<Judge> judges =
        List.of(
            new RankJudge("K60", 60),
            new RankJudge("K5", 5),
            new ThresholdJudge("A3", false, 2),
            new ThresholdJudge("Arel", true, 1.5),
            new OurJudge("deaf", 0, false),
            new OurJudge("ours", 0.1, true));
    for (World world : World.all()) {
      if (!world.name().contains(only)) continue;
      long t = System.nanoTime();
      List<Cell> cells = Cell.of(world, judges, rollouts, 1);
      System.out.printf("%-32s", world.name());
      for (Cell cell : cells) System.out.printf(" | %-14s", cell.toString().isEmpty() ? "" : told(world, cell));
      System.out.printf("  soon %.1f  %d ms%n", 100 * cells.getLast().soon(), (System.nanoTime() - t) / 1_000_000);
    }
  }
  private static String told(World w, Cell c) {
    return String.format("%.1f %dm %.0f", 100 * c.aborted(), c.median(), c.extra());
  }
}
