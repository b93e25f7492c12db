package dev.signalbox.adapter.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A body that has to be here in time. The JDK's client watches the clock only until the first line
/// of an answer; a registry that falls silent in the middle of a blob would hold us for ever.
final class TimedStream extends FilterInputStream {

  private final CompletableFuture<Boolean> deadline;
  private final CompletableFuture<Void> alarm;
  private volatile boolean late;

  TimedStream(InputStream in, Duration allowed) {
    super(in);
    deadline =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, allowed.toMillis(), TimeUnit.MILLISECONDS);
    alarm = deadline.thenRunAsync(this::ring);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return inTime(in.read(into, offset, length));
    } catch (IOException e) {
      inTime(0);
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    alarm.cancel(false);
    deadline.cancel(false);
    in.close();
  }

  private void ring() {
    late = true;
    try {
      in.close();
    } catch (IOException e) {
      // It is closed as far as we are concerned; the reader hears that it was late.
    }
  }

  private int inTime(int count) throws HttpTimeoutException {
    if (late) {
      throw new HttpTimeoutException("the body did not come in time");
    }
    return count;
  }
}
