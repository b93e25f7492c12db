package dev.signalbox.domain.alert;

import dev.signalbox.domain.audit.Fact;

/// What happened to alerts.
public sealed interface AlertFact extends Fact {

  /// People are to be told.
  ///
  /// @param key one event, one key, one alert
  record AlertRaised(String key, String title, String text) implements AlertFact {
    @Override
    public String sentence() {
      return "alert: " + title;
    }
  }

  record AlertDelivered(String alert, String channel) implements AlertFact {
    @Override
    public String sentence() {
      return "%s delivered by %s".formatted(alert, channel);
    }
  }

  /// Nobody could be told on this channel, and we have stopped trying.
  record AlertGivenUp(String alert, String channel, String trouble) implements AlertFact {
    @Override
    public String sentence() {
      return "%s could not be delivered by %s: %s".formatted(alert, channel, trouble);
    }
  }
}
