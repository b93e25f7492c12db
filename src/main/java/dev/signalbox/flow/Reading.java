package dev.signalbox.flow;

import dev.signalbox.base.Problem;
import java.util.List;

/// What came of reading a flow file: a flow, or every problem at once.
public sealed interface Reading {

  record Good(Flow flow) implements Reading {}

  /// In the order of the file; at least one.
  record Bad(List<Problem> problems) implements Reading {}
}
