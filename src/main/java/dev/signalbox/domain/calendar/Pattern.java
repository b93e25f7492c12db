package dev.signalbox.domain.calendar;

import java.time.LocalDateTime;
import java.util.Optional;

/// Times that recur by the clock on the wall, whatever the zone. Its text is how a team writes it.
public sealed interface Pattern permits Weekly, Rule, Cron {

  /// The first time whose clock is at or after this one.
  Optional<WallTime> from(LocalDateTime clock);

  /// The last time whose clock is at or before this one.
  Optional<WallTime> until(LocalDateTime clock);
}
