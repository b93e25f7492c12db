package dev.signalbox.domain.rota;

import dev.signalbox.base.Utc;
import dev.signalbox.domain.audit.Fact;
import java.time.Instant;

/// What happened to a rota.
public sealed interface RotaFact extends Fact {

  /// A turn has begun, and people were told.
  record DutyBegun(String role, String person, Instant begins) implements RotaFact {
    @Override
    public String sentence() {
      return "%s is %s since %s".formatted(person, role, Utc.at(begins));
    }
  }

  /// A turn goes to somebody else than before.
  record TurnSwapped(String role, Instant begins, String from, String to) implements RotaFact {
    @Override
    public String sentence() {
      return "%s is %s in the place of %s from %s on".formatted(to, role, from, Utc.at(begins));
    }
  }
}
