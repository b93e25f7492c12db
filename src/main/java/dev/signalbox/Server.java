package dev.signalbox;

import dev.signalbox.app.AlarmClock;
import dev.signalbox.app.Feed;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.engine.Worker;
import io.javalin.Javalin;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. Stopping it loses nothing: what is at work lets go and is taken up again by
/// the next life, or by another server on the same database.
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Javalin http;
  private final Feed feed;
  private final AlarmClock alarms;
  private final Worker worker;
  private final URI address;
  private final Optional<String> firstToken;
  private final Runnable takeDownSites;
  private final Deque<AutoCloseable> after;
  private boolean closed;

  /// @param firstToken the token, if this start has made it
  /// @param takeDownSites ends what was deployed
  /// @param after what is closed when the server itself is, last first
  Server(
      Javalin http,
      Feed feed,
      AlarmClock alarms,
      Worker worker,
      URI address,
      Optional<String> firstToken,
      Runnable takeDownSites,
      Deque<AutoCloseable> after) {
    this.http = http;
    this.feed = feed;
    this.alarms = alarms;
    this.worker = worker;
    this.address = address;
    this.firstToken = firstToken;
    this.takeDownSites = takeDownSites;
    this.after = new ArrayDeque<>(after);
  }

  /// Where it answers.
  public URI address() {
    return address;
  }

  /// The token that may write, told once in the life of a database.
  public Optional<String> firstToken() {
    return firstToken;
  }

  /// Tells every fact from now on.
  ///
  /// @return stops it
  public Runnable onFact(Consumer<FactRecord> listener) {
    return feed.subscribe(listener);
  }

  /// Ends every process that was deployed on this machine, for good: for a demo, never for a server
  /// that only stops.
  public void takeDownSites() {
    takeDownSites.run();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    worker.stop();
    alarms.close();
    feed.close();
    http.stop();
    closeAll(after);
  }

  static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception stubborn) {
        LOG.warn("could not be closed: {}", stubborn.toString());
      }
    }
  }
}
