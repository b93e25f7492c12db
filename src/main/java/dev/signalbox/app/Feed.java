package dev.signalbox.app;

import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.store.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every fact, in order, as it happens, whichever server wrote it: for pages, for whoever follows
/// the feed, and for the log.
public final class Feed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int PAGE = 500;
  private static final long LOOK_EVERY_MILLIS = 500;

  /// A number that is missing belongs to a transaction that is still open, or was rolled back;
  /// after this long it is taken for rolled back.
  private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Database database;
  private final CopyOnWriteArrayList<Consumer<FactRecord>> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread reader;
  private volatile boolean closed;
  private volatile long last;
  private long gapSince;

  public Feed(Database database) {
    this.database = database;
    this.last = database.read(tx -> tx.facts().last());
    this.reader = Thread.ofVirtual().name("feed").unstarted(this::follow);
  }

  public void start() {
    database.afterCommit(this::poke);
    reader.start();
  }

  /// @return takes the listener off again
  public Runnable subscribe(Consumer<FactRecord> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// The last fact that was told. Whoever has subscribed before asking hears every later one.
  public long told() {
    return last;
  }

  /// Whether a fact of this number, or a later one, has been written by anybody.
  public boolean knows(long seq) {
    return database.read(tx -> tx.facts().last()) >= seq;
  }

  /// What was told after a fact, oldest first, for whoever was away. What is not told yet is left
  /// out: beside it may be a fact that is still being written and comes before it.
  public List<FactRecord> after(long seq, long told) {
    return database.read(tx -> tx.facts().after(seq, PAGE)).stream()
        .filter(fact -> fact.seq() <= told)
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }

  private void poke() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void follow() {
    while (!closed) {
      try {
        wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        while (pass(database.read(tx -> tx.facts().after(last, PAGE)))) {
          // There is more.
        }
      } catch (InterruptedException stop) {
        return;
      } catch (RuntimeException broken) {
        if (!closed) {
          LOG.warn("the feed could not be read and is tried again: {}", broken.getMessage());
        }
      }
    }
  }

  /// @return whether there may be more right now
  private boolean pass(List<FactRecord> facts) {
    for (FactRecord fact : facts) {
      if (closed || (fact.seq() != last + 1 && !gapIsOld())) {
        return false;
      }
      gapSince = 0;
      last = fact.seq();
      listeners.forEach(listener -> listener.accept(fact));
    }
    return facts.size() == PAGE;
  }

  private boolean gapIsOld() {
    long now = System.nanoTime();
    if (gapSince == 0) {
      gapSince = now;
    }
    return now - gapSince > GAP_NANOS;
  }
}
