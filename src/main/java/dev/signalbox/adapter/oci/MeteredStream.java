package dev.signalbox.adapter.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes that end when more of them are asked for than was allowed. A few compressed kilobytes can
/// claim a file name of gigabytes, and a reader of tars would take it into memory.
final class MeteredStream extends FilterInputStream {

  private long left;

  MeteredStream(InputStream in) {
    super(in);
  }

  /// From here on, so many bytes and no more.
  void allow(long bytes) {
    left = bytes;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return spend(in.read(into, offset, length));
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    spend(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int spend(int count) throws IOException {
    left -= Math.max(0, count);
    if (left < 0) {
      throw new IOException("an entry of a layer is larger than it says, or has an endless name");
    }
    return count;
  }
}
