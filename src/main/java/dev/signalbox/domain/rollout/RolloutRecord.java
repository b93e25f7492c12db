package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Window;
import java.time.Instant;
import java.util.List;

/// A rollout as it is kept: where it stands, and all it has counted.
///
/// @param what the new version, as people call it
/// @param stable the old version; empty if there was none
/// @param began when it began, or when its first window did
/// @param observed metrics that only observe in this one, because it is among the first
/// @param history what the old version counted before it
/// @param windows in their order
public record RolloutRecord(
    String what,
    String stable,
    RolloutState state,
    Instant began,
    List<String> observed,
    List<Window> history,
    List<Window> windows) {}
