package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.rollout.RolloutRecord;
import java.util.Optional;

/// Where rollouts stand. A step never changes that itself: it follows from its facts.
public interface Rollouts {

  /// Empty before it has begun.
  Optional<RolloutRecord> of(RunId run);
}
