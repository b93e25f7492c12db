package dev.signalbox.domain.audit;

import java.util.Locale;

/// Something that happened, in one record: its components are the evidence, its sentence is what
/// people read in the audit log, the feed and the run. Written in the transaction of the rows it
/// changes, never altered afterwards.
public interface Fact {

  /// What happened, as one sentence without a full stop's worth of context: who and when stand
  /// beside it.
  String sentence();

  /// The kind, from the record's own name: `LockAcquired` is `lock-acquired`.
  default String kind() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
