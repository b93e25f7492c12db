package dev.signalbox.domain.change;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The type that a word probably means: another name for it, or a slip of the finger away.
final class TypeGuess {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("feature", "feat"),
          Map.entry("features", "feat"),
          Map.entry("add", "feat"),
          Map.entry("adds", "feat"),
          Map.entry("added", "feat"),
          Map.entry("implement", "feat"),
          Map.entry("introduce", "feat"),
          Map.entry("support", "feat"),
          Map.entry("bug", "fix"),
          Map.entry("bugfix", "fix"),
          Map.entry("hotfix", "fix"),
          Map.entry("fixes", "fix"),
          Map.entry("fixed", "fix"),
          Map.entry("performance", "perf"),
          Map.entry("optimize", "perf"),
          Map.entry("refactoring", "refactor"),
          Map.entry("rename", "refactor"),
          Map.entry("doc", "docs"),
          Map.entry("document", "docs"),
          Map.entry("documentation", "docs"),
          Map.entry("tests", "test"),
          Map.entry("testing", "test"),
          Map.entry("styles", "style"),
          Map.entry("bump", "chore"),
          Map.entry("upgrade", "chore"),
          Map.entry("chores", "chore"));

  /// What stays part of the sentence when a type is put before it: `Add a basket` becomes `feat:
  /// add a basket`, but `Fix the sum` becomes `fix: the sum`.
  private static final List<String> VERBS =
      List.of(
          "add",
          "adds",
          "added",
          "implement",
          "introduce",
          "support",
          "optimize",
          "rename",
          "document",
          "bump",
          "upgrade");

  private TypeGuess() {}

  static Optional<String> of(String word, List<String> types) {
    return known(word, types)
        .or(() ->
            types.stream()
                .filter(type -> slips(word.toLowerCase(Locale.ROOT), type) <= bearable(type))
                .min(Comparator.comparingInt(type -> slips(word.toLowerCase(Locale.ROOT), type))));
  }

  /// Only types and other names for them, no slips.
  static Optional<String> known(String word, List<String> types) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Optional.of(NAMES.getOrDefault(lower, lower)).filter(types::contains);
  }

  static boolean isVerb(String word) {
    return VERBS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static int bearable(String type) {
    return type.length() < 3 ? 0 : type.length() < 6 ? 1 : 2;
  }

  /// How many letters were put in, left out, changed, or swapped with their neighbour.
  private static int slips(String from, String to) {
    if (Math.abs(from.length() - to.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    int changed = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int moved = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(moved, cost[i - 2][j - 2] + 1) : moved;
  }
}
