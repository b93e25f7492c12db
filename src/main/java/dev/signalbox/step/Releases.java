package dev.signalbox.step;

import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.change.CommitId;
import java.util.Map;

/// What was released of each service, whatever people have done to its tags since.
public interface Releases {

  /// The tag of every release, and its commit.
  Map<String, CommitId> of(ServiceId service);
}
