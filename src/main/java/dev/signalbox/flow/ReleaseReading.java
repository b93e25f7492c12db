package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import java.util.List;

/// What came of reading a file for how releases are counted: the rules, or every problem at once.
public sealed interface ReleaseReading {

  record Good(ReleaseRules rules) implements ReleaseReading {}

  /// In the order of the file; at least one.
  record Bad(List<Problem> problems) implements ReleaseReading {}
}
