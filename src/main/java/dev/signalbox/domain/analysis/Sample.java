package dev.signalbox.domain.analysis;

import java.time.Instant;
import java.util.List;

/// What one reading of a service's counters gave at an instant. Of the two selectors, the errors
/// are read first: every error is a request too, so a request that comes between the two readings
/// cannot make the errors look more than the requests.
public sealed interface Sample {

  Instant at();

  record Counted(Instant at, List<Counter> requests, List<Counter> errors) implements Sample {

    public Counted {
      requests = List.copyOf(requests);
      errors = List.copyOf(errors);
    }
  }

  /// There was a reading, and it gave nothing that can be used.
  ///
  /// @param why as a sentence for people
  record Gap(Instant at, String why) implements Sample {}
}
