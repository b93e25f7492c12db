package dev.signalbox.adapter.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A file of any size, read a page at a time. Pages are kept until another one needs the place.
/// What is read together lies together in a pack, so a few are enough, and the memory we take is
/// our own and small. A file that git deletes meanwhile stays readable.
final class PagedFile implements Closeable {

  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int KEPT = 128;

  private final RandomAccessFile file;
  private final long size;
  private final byte[] @Nullable [] pages = new byte[KEPT][];
  private final long[] numbers = new long[KEPT];

  private PagedFile(RandomAccessFile file) throws IOException {
    this.file = file;
    this.size = file.length();
  }

  static PagedFile open(Path path) throws IOException {
    return new PagedFile(new RandomAccessFile(path.toFile(), "r"));
  }

  long size() {
    return size;
  }

  /// @throws IndexOutOfBoundsException for what is not in the file; the same for its likes
  int byteAt(long at) throws IOException {
    return page(at)[within(at)] & 0xff;
  }

  int intAt(long at) throws IOException {
    return (byteAt(at) << 24) | (byteAt(at + 1) << 16) | (byteAt(at + 2) << 8) | byteAt(at + 3);
  }

  /// The page in which a byte is; shorter at the end of the file.
  byte[] page(long at) throws IOException {
    if (at < 0 || at >= size) {
      throw new IndexOutOfBoundsException("no byte " + at);
    }
    long number = at >> PAGE_BITS;
    int place = (int) number & (KEPT - 1);
    byte[] page = pages[place];
    if (page == null || numbers[place] != number) {
      page = load(number);
      pages[place] = page;
      numbers[place] = number;
    }
    return page;
  }

  /// A part of the file, past the pages.
  byte[] bytes(long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    file.seek(from);
    int done = 0;
    while (done < count) {
      int piece = Math.min(PAGE, count - done); // for more the JVM takes memory of its own
      int more = file.read(bytes, done, piece);
      if (more < 0) {
        return Arrays.copyOf(bytes, done);
      }
      done += more;
    }
    return bytes;
  }

  /// How many pages it has.
  long pages() {
    return (size + PAGE - 1) >> PAGE_BITS;
  }

  /// Where a page begins.
  static long start(long page) {
    return page << PAGE_BITS;
  }

  /// Where in its page a byte is.
  static int within(long at) {
    return (int) at & (PAGE - 1);
  }

  private byte[] load(long number) throws IOException {
    return bytes(start(number), (int) Math.min(PAGE, size - start(number)));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
