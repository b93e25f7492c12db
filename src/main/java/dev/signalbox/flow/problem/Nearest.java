package dev.signalbox.flow.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The word that was probably meant: one or two slips of the finger away from what was written. Two
/// letters in the wrong order are one slip, as they are for the finger.
public final class Nearest {

  private static final int LONGEST_WORD = 64;

  private Nearest() {}

  /// The closest of the words that are allowed; empty if none is close enough to be a guess worth
  /// making.
  public static Optional<String> to(String written, Collection<String> allowed) {
    if (written.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String word = written.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    return allowed.stream()
        .map(candidate -> new Guess(candidate, slips(word, candidate.replace(' ', '-'))))
        .filter(guess -> guess.slips <= bearable(guess.word))
        .min(Comparator.comparingInt(Guess::slips))
        .map(Guess::word);
  }

  private record Guess(String word, int slips) {}

  private static int bearable(String word) {
    return word.length() <= 5 ? 1 : word.length() <= 8 ? 2 : 3;
  }

  /// The Damerau-Levenshtein distance in its restricted form: letters put in, left out, changed, or
  /// swapped with their neighbour.
  private static int slips(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(int[][] cost, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int changed = cost[i - 1][j - 1] + (same ? 0 : 1);
    int moved = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(moved, cost[i - 2][j - 2] + 1) : moved;
  }
}
