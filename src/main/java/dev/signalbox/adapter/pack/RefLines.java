package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The part of `packed-refs` in which the refs stand whose names begin alike, and some neighbours.
/// Git writes them in order, so the part is found by halving and only that is read: a forge keeps a
/// ref for every pull request there too. A file that does not say that it is in order is read
/// whole.
final class RefLines {

  /// Whole lines.
  final byte[] text;

  /// Whether every tag that leads to something else has that below it.
  final boolean peeled;

  private RefLines(byte[] text, boolean peeled) {
    this.text = text;
    this.peeled = peeled;
  }

  static RefLines beginning(Path path, byte[] start) throws IOException {
    if (!Files.isRegularFile(path)) {
      return new RefLines(new byte[0], false);
    }
    try (PagedFile file = PagedFile.open(path)) {
      return new Search(file).part(start);
    }
  }

  private record Search(PagedFile file) {

    RefLines part(byte[] start) throws IOException {
      long first = file.size() > 0 && file.byteAt(0) == '#' ? behindLine(0) : 0;
      String header = new String(bytes(0, first), StandardCharsets.UTF_8);
      boolean peeled = header.contains(" peeled ") || header.contains(" fully-peeled ");
      if (!header.contains(" sorted ")) {
        return new RefLines(bytes(first, file.size()), peeled);
      }
      byte[] beyond = start.clone();
      beyond[beyond.length - 1]++;
      long page = pageBehind(start, 0);
      long from = page < 2 ? first : firstLine(page - 1);
      long to = firstLine(pageBehind(beyond, page));
      return new RefLines(bytes(from, to), peeled);
    }

    /// The first page from some page on whose first ref is not before this name.
    private long pageBehind(byte[] name, long from) throws IOException {
      long low = from;
      long high = file.pages();
      while (low < high) {
        long middle = (low + high) >>> 1;
        long line = firstLine(middle);
        if (line < file.size() && Arrays.compareUnsigned(name(line), name) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /// Where the first ref's line begins in a page, or else behind it.
    private long firstLine(long page) throws IOException {
      long start = PagedFile.start(page);
      long line =
          start == 0 || start >= file.size() ? Math.min(start, file.size()) : behindLine(start - 1);
      while (line < file.size() && (file.byteAt(line) == '^' || file.byteAt(line) == '#')) {
        line = behindLine(line);
      }
      return line;
    }

    /// What stands behind the digits; nothing if the line was cut off.
    private byte[] name(long line) throws IOException {
      long end = behindLine(line) - 1;
      return bytes(Math.min(line + ObjectId.DIGITS + 1, end), end);
    }

    private long behindLine(long from) throws IOException {
      long at = from;
      while (at < file.size() && file.byteAt(at) != '\n') {
        at++;
      }
      return Math.min(at + 1, file.size());
    }

    private byte[] bytes(long from, long to) throws IOException {
      if (to - from > Limits.FILE) {
        throw new IOException("packed-refs has more than %s bytes".formatted(Limits.FILE));
      }
      return file.bytes(from, (int) (to - from));
    }
  }
}
