package dev.signalbox.flow;

import dev.signalbox.domain.rollout.RolloutRule;
import java.time.Duration;

/// How a new version gets its traffic step by step.
///
/// @param instances how many of a version there are when it has all traffic
/// @param window how long is counted before it is looked at
public record RolloutSpec(
    RolloutRule rule, int instances, TrafficSpec traffic, Duration window) {}
