package dev.signalbox.api;

import dev.signalbox.app.Feed;
import dev.signalbox.base.Json;
import dev.signalbox.domain.audit.FactRecord;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Facts as they happen, as server-sent events: the number is the event's id, so that whoever was
/// cut off says `Last-Event-ID` and misses nothing.
public final class FeedApi {

  private static final int ROOM = 500;
  private static final long HEARTBEAT_SECONDS = 15;

  private final Feed feed;

  public FeedApi(Feed feed) {
    this.feed = feed;
  }

  /// Writes events until the client leaves. A client that cannot keep up holds up nobody: what its
  /// queue has no room for is read again from the log.
  public void follow(Context http) throws IOException, InterruptedException {
    http.res().setStatus(200);
    http.res().setContentType("text/event-stream;charset=utf-8");
    http.res().setHeader("Cache-Control", "no-store");
    http.res().setHeader("X-Accel-Buffering", "no");
    ServletOutputStream out = http.res().getOutputStream();
    var waiting = new ArrayBlockingQueue<FactRecord>(ROOM);
    var behind = new AtomicBoolean(true);
    Runnable leave =
        feed.subscribe(fact -> {
          if (!waiting.offer(fact)) {
            behind.set(true);
          }
        });
    try {
      long last = lastSeen(http);
      write(out, "retry: 2000\n\n");
      while (true) {
        if (behind.getAndSet(false)) {
          waiting.clear();
          last = catchUp(last, out);
        }
        FactRecord fact = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (fact == null) {
          write(out, ": still here\n\n");
        } else if (fact.seq() > last) {
          write(out, event(fact));
          last = fact.seq();
        }
      }
    } catch (IOException gone) {
      // The client has left; there is nobody to tell.
    } finally {
      leave.run();
    }
  }

  /// The number of the event the client saw last. Without one that was ever given, it begins with
  /// what happens from now on.
  private long lastSeen(Context http) {
    return Optional.ofNullable(http.header("Last-Event-ID"))
        .filter(id -> id.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .filter(feed::knows)
        .orElseGet(feed::told);
  }

  /// Writes what was told to others after an event; what comes later is in the queue.
  ///
  /// @return the last event that is written now
  private long catchUp(long from, ServletOutputStream out) throws IOException {
    long told = feed.told();
    long last = from;
    while (last < told) {
      List<FactRecord> missed = feed.after(last, told);
      for (FactRecord fact : missed) {
        write(out, event(fact));
      }
      last = missed.isEmpty() ? told : missed.getLast().seq();
    }
    return last;
  }

  private static String event(FactRecord fact) {
    return "id: %d\nevent: fact\ndata: %s\n\n".formatted(fact.seq(), Json.write(fact));
  }

  private static void write(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
