package dev.signalbox.domain.analysis.evidence;

import dev.signalbox.domain.analysis.evidence.Noise.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the old version did before the rollout, instance by instance: how bad it is anyway, and how
/// much its instances differ. An hour is enough.
public final class History {

  /// Nothing is known of it.
  public static final History NONE = new History(List.of());

  private final List<Window> windows;

  private History(List<Window> windows) {
    this.windows = windows;
  }

  /// @param windows in any order; their rows are all the old version's, whatever their arm
  public static History of(List<Window> windows) {
    return new History(windows.stream().sorted(Comparator.comparingInt(Window::number)).toList());
  }

  public boolean isEmpty() {
    return windows.isEmpty();
  }

  /// The noise of each edge of a metric; of infinity alone, if it has no edges. Empty if it was not
  /// counted.
  Map<Double, Noise> noise(String metric, int windowsInBlock) {
    Map<Double, Blocks> edges = new TreeMap<>();
    for (Window window : windows) {
      if (window.gaps().stream().anyMatch(gap -> gap.metric().equals(metric))) {
        continue;
      }
      int block = Math.floorDiv(window.number(), windowsInBlock);
      for (Row row : window.rows()) {
        if (row.metric().equals(metric) && row.isSound()) {
          edges.computeIfAbsent(row.edge(), _ -> new Blocks()).add(window.number(), block, row);
        }
      }
    }
    Map<Double, Noise> noise = new TreeMap<>();
    edges.forEach((edge, blocks) -> noise.put(edge, blocks.noise()));
    return noise;
  }

  /// The cells of one edge.
  private static final class Blocks {

    private final Map<Integer, Map<String, Cell>> blocks = new TreeMap<>();
    private int windows;
    private int last = Integer.MIN_VALUE;

    void add(int window, int block, Row row) {
      if (window != last) {
        windows++;
        last = window;
      }
      blocks
          .computeIfAbsent(block, _ -> new HashMap<>())
          .merge(
              row.instance(),
              new Cell(row.total(), row.against()),
              (a, b) -> new Cell(a.total() + b.total(), a.bad() + b.bad()));
    }

    Noise noise() {
      List<List<Cell>> cells = new ArrayList<>();
      blocks.values().forEach(block -> cells.add(sorted(block)));
      boolean whole = cells.stream().allMatch(block -> block.size() < 2);
      return whole
          ? Noise.ofWhole(cells.stream().map(List::getFirst).toList(), windows)
          : Noise.of(cells, windows);
    }

    private static List<Cell> sorted(Map<String, Cell> block) {
      return new TreeMap<>(block).values().stream().toList();
    }
  }
}
