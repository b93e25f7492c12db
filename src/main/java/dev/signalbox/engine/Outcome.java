package dev.signalbox.engine;

import dev.signalbox.base.Reason;
import dev.signalbox.domain.audit.Fact;
import java.time.Instant;
import java.util.List;

/// What a step says when it hands the run back.
public sealed interface Outcome {

  record Succeeded(String sentence, List<Fact> facts) implements Outcome {}

  /// Not yet. The run sleeps until the instant; nobody holds a thread for it.
  ///
  /// @param clearedBy who or what ends the waiting
  /// @param memory what the step wants to know next time
  /// @param facts what has happened meanwhile
  record Waiting(String what, String clearedBy, Instant until, String memory, List<Fact> facts)
      implements Outcome {

    public Waiting(String what, String clearedBy, Instant until, String memory) {
      this(what, clearedBy, until, memory, List.of());
    }
  }

  /// The world said no: tests are red, the service does not come up.
  record Failed(String sentence, List<Fact> facts) implements Outcome {}

  /// A monitor saw its threshold exceeded.
  record Breached(String sentence, List<Fact> facts) implements Outcome {}

  /// A person stopped it, and the step has put things right before it let go.
  record Aborted(String sentence, List<Fact> facts) implements Outcome {}

  /// The machinery broke, and trying again may help.
  record Errored(String sentence) implements Outcome {}

  /// Our rules or settings say no; trying again does not help until somebody changes them.
  record Refused(Reason reason) implements Outcome {}

  /// What earlier steps left on disk is gone (another machine took the run over): begin anew.
  record Redo(String why) implements Outcome {}

  static Outcome succeeded(String sentence, Fact... facts) {
    return new Succeeded(sentence, List.of(facts));
  }

  static Outcome failed(String sentence, Fact... facts) {
    return new Failed(sentence, List.of(facts));
  }
}
