package dev.signalbox.port;

import dev.signalbox.base.AlertId;
import dev.signalbox.base.RunId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// A way to tell people. Delivery is tried again until it is taken; every try carries the same id,
/// so that a receiver shows an alert once. May throw [PortException].
public interface AlertChannel {

  /// How the channel is called in the log and in the settings.
  String name();

  void send(Alert alert);

  /// @param title one line
  /// @param text what happened and what to do, in sentences
  /// @param link the page that says more, when the server knows its own address
  record Alert(
      AlertId id,
      Instant at,
      String service,
      Optional<String> environment,
      Optional<RunId> run,
      String title,
      String text,
      Optional<URI> link) {}
}
