package dev.signalbox.flow;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Words.Chosen;

/// A name can be filled where it stands.
final class NameCheck {

  private NameCheck() {}

  /// Tells the names that ask for a version where there is none.
  static void checkNoVersion(Chosen<Draft> step, String why, String next, Problems problems) {
    if (step.meaning().orElse(null) instanceof Draft.Naming(_, var names)) {
      for (At<Template> name : names) {
        if (name.value().holes().contains(Hole.VERSION.word())) {
          problems.add(
              name.place(),
              ProblemCode.NO_VERSION_YET,
              "{version} is not known here: " + why,
              next);
        }
      }
    }
  }
}
