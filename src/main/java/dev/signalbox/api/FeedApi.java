package dev.signalbox.api;

import dev.signalbox.app.Feed;
import dev.signalbox.base.Json;
import dev.signalbox.domain.audit.FactRecord;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Facts as they happen, as server-sent events: the number is the event's id, so that whoever was
/// cut off says `Last-Event-ID` and misses nothing.
public final class FeedApi {

  private static final int MOST_BEHIND = 2_000;
  private static final long HEARTBEAT_SECONDS = 15;

  private final Feed feed;

  public FeedApi(Feed feed) {
    this.feed = feed;
  }

  /// Writes events until the client leaves, or cannot keep up.
  public void follow(Context http) throws IOException, InterruptedException {
    http.res().setStatus(200);
    http.res().setContentType("text/event-stream;charset=utf-8");
    http.res().setHeader("Cache-Control", "no-store");
    http.res().setHeader("X-Accel-Buffering", "no");
    ServletOutputStream out = http.res().getOutputStream();
    var waiting = new ArrayBlockingQueue<FactRecord>(MOST_BEHIND);
    var overflown = new AtomicBoolean();
    Runnable leave =
        feed.subscribe(fact -> {
          if (!waiting.offer(fact)) {
            overflown.set(true);
          }
        });
    try {
      write(out, "retry: 2000\n\n");
      long last = catchUp(http, out);
      while (!overflown.get()) {
        FactRecord fact = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (fact == null) {
          write(out, ": still here\n\n");
        } else if (fact.seq() > last) {
          write(out, event(fact));
        }
      }
    } catch (IOException gone) {
      // The client has left; there is nobody to tell.
    } finally {
      leave.run();
    }
  }

  /// What the client missed since the event it saw last.
  private long catchUp(Context http, ServletOutputStream out) throws IOException {
    long last =
        Optional.ofNullable(http.header("Last-Event-ID"))
            .filter(id -> id.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .orElse(Long.MAX_VALUE);
    if (last == Long.MAX_VALUE) {
      return 0;
    }
    for (FactRecord missed : feed.after(last, MOST_BEHIND)) {
      write(out, event(missed));
      last = missed.seq();
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
