package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The part of `packed-refs` in which refs stand whose names begin alike. Git writes them in order,
/// so the part is found by halving and only that is read: a forge keeps a ref for every pull
/// request there too. A file that does not say that it is in order is read whole.
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
      long from = firstNotBefore(start, first);
      return new RefLines(bytes(from, firstNotBefore(beyond, from)), peeled);
    }

    /// The line of the first ref whose name is not before this one.
    private long firstNotBefore(byte[] name, long first) throws IOException {
      long from = first;
      long to = file.size();
      while (from < to) {
        long line = refAround(from + (to - from) / 2, from);
        long below = behindLine(line);
        if (Arrays.compareUnsigned(name(line, below), name) < 0) {
          from = isLedTo(below) ? behindLine(below) : below;
        } else {
          to = line;
        }
      }
      return from;
    }

    /// The beginning of the ref's line that some place is in, or of the one above where it is in
    /// what the ref leads to.
    private long refAround(long place, long first) throws IOException {
      long line = place;
      while (line > first && (file.byteAt(line - 1) != '\n' || isLedTo(line))) {
        line--;
      }
      return line;
    }

    private boolean isLedTo(long line) throws IOException {
      return line < file.size() && file.byteAt(line) == '^';
    }

    /// What stands behind the digits; nothing if the line was cut off.
    private byte[] name(long line, long below) throws IOException {
      long name = line + ObjectId.DIGITS + 1;
      return bytes(Math.min(name, below - 1), below - 1);
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
      byte[] bytes = new byte[(int) (to - from)];
      for (int done = 0; done < bytes.length; ) {
        byte[] page = file.page(from + done);
        int within = PagedFile.within(from + done);
        int more = Math.min(page.length - within, bytes.length - done);
        System.arraycopy(page, within, bytes, done, more);
        done += more;
      }
      return bytes;
    }
  }
}
