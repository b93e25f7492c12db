package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.RolloutRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where rollouts stand. A step never changes that itself: it follows from its facts.
public interface Rollouts {

  /// Empty before it has begun.
  Optional<RolloutRecord> of(RunId run);

  /// What was posted so far for a window that began at an instant.
  List<Posting> posted(RunId run, int window, Instant from);

  /// The same; from now on nothing more is taken in.
  List<Posting> close(RunId run, int window, Instant from);
}
