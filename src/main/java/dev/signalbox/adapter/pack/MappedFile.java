package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file as if it were memory, of any size. It is let go of when nobody holds it any more; one that
/// git deletes meanwhile stays readable till then.
///
/// A buffer reaches no further than two gigabytes, so there are several; each goes a little into
/// the next one, so that no number is cut in two.
final class MappedFile {

  private static final int SPAN_BITS = 30;
  private static final long SPAN = 1L << SPAN_BITS;
  private static final int OVERLAP = 64;

  private final ByteBuffer[] spans;
  private final long size;

  private MappedFile(ByteBuffer[] spans, long size) {
    this.spans = spans;
    this.size = size;
  }

  static MappedFile of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] spans = new ByteBuffer[Math.toIntExact((size + SPAN - 1) >> SPAN_BITS)];
      for (int i = 0; i < spans.length; i++) {
        long from = i * SPAN;
        spans[i] =
            channel.map(MapMode.READ_ONLY, from, Math.min(size - from, SPAN + OVERLAP));
      }
      return new MappedFile(spans, size);
    }
  }

  long size() {
    return size;
  }

  /// This and its likes throw [IndexOutOfBoundsException] for what is not in the file.
  int byteAt(long at) {
    return span(at).get(within(at)) & 0xff;
  }

  int intAt(long at) {
    return span(at).getInt(within(at));
  }

  long longAt(long at) {
    return span(at).getLong(within(at));
  }

  /// What stands there and behind it, for a gigabyte at most; empty at the end of the file.
  ByteBuffer from(long at) {
    if (at == size) {
      return ByteBuffer.allocate(0);
    }
    int within = within(at);
    ByteBuffer span = span(at);
    return span.slice(within, span.capacity() - within);
  }

  private ByteBuffer span(long at) {
    return spans[(int) Math.min(at >>> SPAN_BITS, Integer.MAX_VALUE)];
  }

  private static int within(long at) {
    return (int) (at & (SPAN - 1));
  }
}
