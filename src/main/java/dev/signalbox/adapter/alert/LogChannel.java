package dev.signalbox.adapter.alert;

import dev.signalbox.port.AlertChannel;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Alerts as lines of the server's own log. There is always this one, so that no alert is ever only
/// in a place that cannot be reached.
public final class LogChannel implements AlertChannel {

  private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.alert");

  @Override
  public String name() {
    return "log";
  }

  /// One alert is one line, whatever its texts hold: nobody forges a second.
  @Override
  public void send(Alert alert) {
    LOG.warn(
        "alert {} {}: {} {} {}",
        alert.id(),
        about(alert),
        oneLine(alert.title()),
        oneLine(alert.text()),
        alert.link().map(URI::toString).orElse("").strip());
  }

  private static String about(Alert alert) {
    return Stream.of(
            Stream.of(alert.service()),
            alert.environment().stream(),
            alert.run().stream().map(Object::toString))
        .flatMap(part -> part)
        .map(LogChannel::oneLine)
        .collect(Collectors.joining(" "));
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\u0085\\u2028\\u2029]+", " ").strip();
  }
}
