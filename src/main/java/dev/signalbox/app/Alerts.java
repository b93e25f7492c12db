package dev.signalbox.app;

import dev.signalbox.base.AlertId;
import dev.signalbox.domain.alert.AlertFact.AlertDelivered;
import dev.signalbox.domain.alert.AlertFact.AlertGivenUp;
import dev.signalbox.domain.alert.Retry;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.port.AlertChannel;
import dev.signalbox.port.PortException;
import dev.signalbox.store.AlertStore.AlertRow;
import dev.signalbox.store.AlertStore.Undelivered;
import dev.signalbox.store.Database;
import dev.signalbox.store.Tx;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Alerts on their way to people: tried until they are taken, each under one id, so that a receiver
/// shows it once.
public final class Alerts {

  private final Database database;
  private final Map<String, AlertChannel> channels;
  private final Optional<URI> external;
  private final InstantSource clock;

  /// @param external where people reach this server, for the link in an alert
  public Alerts(
      Database database, List<AlertChannel> channels, Optional<URI> external, InstantSource clock) {
    this.database = database;
    this.channels =
        channels.stream().collect(Collectors.toMap(AlertChannel::name, Function.identity()));
    this.external = external;
    this.clock = clock;
  }

  /// One try to deliver one alert on one channel.
  public void deliver(AlertId id, String channel) {
    Optional<Undelivered> waiting = database.read(tx -> tx.alerts().undelivered(id, channel));
    if (waiting.isEmpty()) {
      return;
    }
    AlertRow alert = waiting.get().alert();
    AlertChannel way = channels.get(channel);
    if (way == null) {
      notDelivered(alert, channel, "this server has no such channel", waiting.get().attempts());
      return;
    }
    try {
      way.send(message(alert));
    } catch (PortException refused) {
      notDelivered(alert, channel, refused.sentence(), waiting.get().attempts());
      return;
    }
    database.change(tx -> {
      tx.alerts().delivered(id, channel, clock.instant());
      write(tx, alert, new AlertDelivered(id.toString(), channel));
    });
  }

  private void notDelivered(AlertRow alert, String channel, String trouble, int before) {
    Instant now = clock.instant();
    Optional<Instant> next = Retry.after(before + 1, alert.raised(), now);
    database.change(tx -> {
      tx.alerts().notDelivered(alert.id(), channel, trouble, next);
      if (next.isEmpty()) {
        write(tx, alert, new AlertGivenUp(alert.id().toString(), channel, trouble));
      }
    });
  }

  private AlertChannel.Alert message(AlertRow alert) {
    return new AlertChannel.Alert(
        alert.id(),
        alert.raised(),
        alert.service(),
        alert.environment(),
        alert.run(),
        alert.title(),
        alert.text(),
        external.flatMap(base -> alert.run().map(run -> base.resolve("/runs/" + run))));
  }

  private void write(Tx tx, AlertRow alert, Fact fact) {
    var service = tx.services().named(alert.service()).orElseThrow().id();
    Entry entry = Entry.of(clock.instant(), Actor.SIGNALBOX, service, fact);
    tx.facts().write(alert.run().map(entry::during).orElse(entry));
  }
}
