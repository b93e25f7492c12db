package dev.signalbox.bench;

import dev.signalbox.bench.rollout.Bar;
import dev.signalbox.bench.rollout.Cell;
import dev.signalbox.bench.rollout.Judge;
import dev.signalbox.bench.rollout.OurJudge;
import dev.signalbox.bench.rollout.RankJudge;
import dev.signalbox.bench.rollout.ThresholdJudge;
import dev.signalbox.bench.rollout.Timing;
import dev.signalbox.bench.rollout.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How soon a bad release is stopped, and how often a good one: simulated rollouts, judged by us
/// and in the manner of others, on the same counts.
public final class AnalysisBench {

  private static final List<Judge> JUDGES =
      List.of(
          new RankJudge("K60", 60),
          new RankJudge("K5", 5),
          new ThresholdJudge("A3", false, 2),
          new ThresholdJudge("Arel", true, 1.5),
          new OurJudge("deaf", 0, false),
          new OurJudge("ours", 0.1, true));

  private AnalysisBench() {}

  /// @param words `--rollouts N`, `--seed S`, `--world PART`
  public static void main(String[] words) {
    int rollouts = 2000;
    long seed = 1;
    String part = "";
    for (int i = 0; i < words.length; i += 2) {
      if (i + 1 == words.length) {
        refuse(words[i]);
      }
      switch (words[i]) {
        case "--rollouts" -> rollouts = Integer.parseInt(words[i + 1]);
        case "--seed" -> seed = Long.parseLong(words[i + 1]);
        case "--world" -> part = words[i + 1];
        default -> refuse(words[i]);
      }
    }
    run(rollouts, seed, part);
  }

  private static void refuse(String word) {
    System.err.printf(
        "'%s' is none of these: --rollouts N, --seed S, --world PART-OF-A-NAME%n", word);
    System.exit(2);
  }

  private static void run(int rollouts, long seed, String part) {
    System.out.printf(
        Locale.ROOT,
        "%,d rollouts a cell, seed %d. aborted %%, median minute, extra%n",
        rollouts,
        seed);
    System.out.printf("%-31s", "");
    JUDGES.forEach(judge -> System.out.printf(" | %-14s", judge.name()));
    System.out.println();
    List<Bar> bars = new ArrayList<>();
    for (World world : World.all()) {
      if (world.name().contains(part)) {
        List<Cell> cells = Cell.of(world, JUDGES, rollouts, seed);
        System.out.printf("%-31s", world.name());
        for (int j = 0; j < cells.size(); j++) {
          System.out.printf(
              " | %-14s", JUDGES.get(j).judges(world) ? cells.get(j).told(world) : "");
        }
        System.out.println();
        bars.addAll(Bar.of(world, cells.getLast()));
      }
    }
    bars.forEach(bar -> System.out.println(bar.told()));
    Timing.run().forEach(System.out::println);
  }
}
