package dev.signalbox.bench.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What we ask of ourselves in a world.
///
/// @param asked such as "median 9 minutes at most"
/// @param got what came out
public record Bar(String world, String asked, String got, boolean met) {

  /// All bars of a world, for what our judge did in it.
  public static List<Bar> of(World world, Cell ours) {
    List<Bar> bars = new ArrayList<>();
    if (world.isHarmless()) {
      bars.add(atMost(world, "false aborts", ours.aborted(), 0.01));
    }
    switch (world.name()) {
      case "trivial 1 -> 1.05 %, 1000/s" ->
          bars.add(atMost(world, "aborts", ours.aborted(), 0.005));
      case "0.1 -> 0.5 %" -> {
        bars.add(atLeast(world, "caught", ours.aborted(), 0.99));
        bars.add(median(world, ours, 9));
        bars.add(
            new Bar(
                world.name(),
                "14 extra failures at most",
                String.format(Locale.ROOT, "%.1f", ours.extra()),
                ours.extra() <= 14));
      }
      case "1 -> 3 %" -> bars.add(median(world, ours, 4));
      case "late 0.1 -> 0.5 %" -> {
        bars.add(atLeast(world, "caught", ours.aborted(), 0.99));
        bars.add(median(world, ours, world.onset() + 4));
      }
      case "above p95 +30 %" -> bars.add(median(world, ours, 4));
      default -> {}
    }
    return bars;
  }

  private static Bar atMost(World world, String what, double share, double most) {
    return new Bar(
        world.name(),
        String.format(Locale.ROOT, "%s %.1f %% at most", what, 100 * most),
        percent(share),
        share <= most);
  }

  private static Bar atLeast(World world, String what, double share, double least) {
    return new Bar(
        world.name(),
        String.format(Locale.ROOT, "%s %.0f %% at least", what, 100 * least),
        percent(share),
        share >= least);
  }

  private static Bar median(World world, Cell ours, int minute) {
    return new Bar(
        world.name(),
        "median minute " + minute + " at most",
        Integer.toString(ours.median()),
        ours.aborted() > 0.5 && ours.median() <= minute);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /// `met good 1 %: false aborts 1.0 % at most: 0.10 %`.
  public String told() {
    return "%-8s %s: %s: %s".formatted(met ? "met" : "NOT MET", world, asked, got);
  }
}
