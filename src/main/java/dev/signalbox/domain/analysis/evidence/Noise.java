package dev.signalbox.domain.analysis.evidence;

import java.util.List;

/// How much more the instances of one and the same version differ than chance alone makes them, as
/// the old version showed before the rollout. Evidence is divided by what follows from it, since
/// one arm's instances differ from the other's just so.
///
/// Measured over blocks of ten minutes, longer than the noise of an instance lasts: what lasts adds
/// up within a block, and so it is the noise of the long run.
///
/// @param spread the variance of an instance's share beyond chance, relative to the share's square,
///   as if each window were independent
/// @param level the share that the old version had
/// @param instances how many it had on the mean; 0 if it was counted as a whole, and then the
///   spread is that of the whole from block to block: it has what hits both arms alike in it, so it
///   is too much rather than too little
/// @param requests of all instances, a window
/// @param measured whether there was anything to measure it by
record Noise(double spread, double level, double instances, double requests, boolean measured) {

  static final Noise UNKNOWN = new Noise(0, 0, 0, 0, false);

  /// One instance in one block.
  record Cell(double total, double bad) {}

  /// @param blocks instances counted one by one
  /// @param windows how many windows there were in all
  static Noise of(List<List<Cell>> blocks, int windows) {
    double excess = 0;
    double expected = 0;
    double total = 0;
    double bad = 0;
    int cells = 0;
    for (List<Cell> block : blocks) {
      double blockTotal = block.stream().mapToDouble(Cell::total).sum();
      double blockBad = block.stream().mapToDouble(Cell::bad).sum();
      long instances = block.stream().filter(cell -> cell.total() > 0).count();
      total += blockTotal;
      bad += blockBad;
      cells += (int) instances;
      if (instances < 2 || blockBad == 0) {
        continue;
      }
      double share = blockBad / blockTotal;
      double free = 1 - 1.0 / instances;
      for (Cell cell : block) {
        double mean = cell.total() * share;
        excess += (cell.bad() - mean) * (cell.bad() - mean) - mean * free;
        expected += free * mean * mean;
      }
    }
    if (total == 0 || windows == 0) {
      return UNKNOWN;
    }
    double windowsInBlock = (double) windows / blocks.size();
    double spread = expected == 0 ? 0 : windowsInBlock * Math.max(0, excess / expected);
    return new Noise(
        spread,
        bad / total,
        (double) cells / blocks.size(),
        total / windows,
        expected > 0 || bad == 0);
  }

  /// The same where the old version was counted as a whole: its blocks take the instances' place.
  static Noise ofWhole(List<Cell> blocks, int windows) {
    Noise all = of(List.of(blocks), windows);
    double windowsInBlock = (double) windows / Math.max(1, blocks.size());
    return new Noise(
        all.spread() * windowsInBlock / Math.max(1, windows),
        all.level(),
        0,
        all.requests(),
        all.measured());
  }

  /// What the evidence of a window is divided by, at least 1.
  ///
  /// @param now the share of the old version lately, if it is higher than it was
  double between(Counts counts, int canaries, int baselines, double now) {
    double share = Math.max(level, now);
    double all = counts.canaryTotal() + counts.baselineTotal();
    if (instances == 0) {
      return 1 + spread * counts.baselineTotal() * share;
    }
    double canary = counts.canaryTotal() / all;
    return 1
        + (1 - canary) * spread * counts.canaryTotal() * share / number(canaries, canary)
        + canary * spread * counts.baselineTotal() * share / number(baselines, 1 - canary);
  }

  /// The same for one arm against a fixed share.
  double alone(double total, double arm, int counted, double now) {
    double share = Math.max(level, now);
    return instances == 0
        ? 1 + spread * total * share
        : 1 + spread * total * share / number(counted, arm);
  }

  /// The instances of an arm; if they were not counted, as many as its traffic is worth.
  private double number(int counted, double arm) {
    return counted > 0 ? counted : Math.max(1, instances * arm);
  }
}
