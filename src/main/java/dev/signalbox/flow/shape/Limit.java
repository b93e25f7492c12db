package dev.signalbox.flow.shape;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;

/// How many entries a list or a mapping of names may have: more than any process needs, and few
/// enough that every check of all against all is done in an instant.
final class Limit {

  static final int MOST = 200;

  private Limit() {}

  /// Tells a collection that is empty or beyond the limit; true if it is neither.
  static boolean keeps(int size, Place place, String noun, Problems problems) {
    if (size == 0) {
      problems.add(place, ProblemCode.EMPTY, "Expected %s, found none.".formatted(noun));
    } else if (size > MOST) {
      problems.add(
          place, ProblemCode.TOO_MANY, "%d entries are more than %d.".formatted(size, MOST));
    }
    return size > 0 && size <= MOST;
  }
}
