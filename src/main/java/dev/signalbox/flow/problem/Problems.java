package dev.signalbox.flow.problem;

import dev.signalbox.base.Place;
import dev.signalbox.base.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that is wrong with one file, as it is found. The same problem at the same place counts once:
/// a value behind an alias is read as often as it is named.
public final class Problems {

  /// More than this many help nobody.
  static final int MOST = 200;

  private static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem>comparingInt(p -> p.place().line())
          .thenComparingInt(p -> p.place().column())
          .thenComparing(Problem::code);

  private final Set<Problem> found = new LinkedHashSet<>();
  private int told;

  /// @param next what to do about it, as a sentence; empty if the fact says it already
  public void add(Place place, ProblemCode code, String fact, String next) {
    found.add(new Problem(place, code.code(), fact, next));
    told++;
  }

  public void add(Place place, ProblemCode code, String fact) {
    add(place, code, fact, "");
  }

  /// Something wrong was met that has been told before.
  public void addKnown() {
    told++;
  }

  /// How often something was told, again or for the first time. Whoever reads a value compares the
  /// count before and after.
  public int count() {
    return told;
  }

  public boolean none() {
    return found.isEmpty();
  }

  /// In the order of the file.
  public List<Problem> inOrder() {
    List<Problem> all = found.stream().sorted(BY_PLACE).toList();
    if (all.size() <= MOST) {
      return all;
    }
    var shown = new ArrayList<>(all.subList(0, MOST));
    Place rest = all.get(MOST).place();
    shown.add(
        new Problem(
            rest,
            ProblemCode.TOO_MANY_PROBLEMS.code(),
            "From here on there are %d more problems.".formatted(all.size() - MOST),
            "Mend the ones above and look again."));
    return shown;
  }

  /// The problems of this kind alone, in the order of the file.
  public List<Problem> of(ProblemCode code) {
    return inOrder().stream().filter(p -> p.code().equals(code.code())).toList();
  }
}
