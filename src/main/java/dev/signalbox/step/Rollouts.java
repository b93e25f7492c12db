package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.rollout.Posting;
import dev.signalbox.domain.rollout.RolloutRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where rollouts stand. A step never changes that itself: it follows from its facts.
public interface Rollouts {

  /// Empty before it has begun.
  Optional<RolloutRecord> of(RunId run);

  /// In how many rollouts of an environment, before this run's, a metric was compared.
  int compared(RunId run, ServiceId service, Slug environment, String metric);

  /// What was posted so far for a window that began at an instant.
  List<Posting> posted(RunId run, int window, Instant from);

  /// The same; from now on nothing more is taken in.
  List<Posting> close(RunId run, int window, Instant from);
}
