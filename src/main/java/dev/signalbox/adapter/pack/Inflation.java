package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks what git compressed. Used by one thread at a time.
final class Inflation {

  /// With so much room to spare zlib copies whole words to the very end (its `inflate_fast`).
  private static final int SPARE = 258;

  private static final int KEPT = 64 * 1024;

  private final Inflater inflater = new Inflater();
  private final byte[] kept = new byte[KEPT];

  /// What is compressed at a place of a file, and was of that very size before.
  byte[] of(PagedFile file, long at, int size) throws IOException, Damaged {
    byte[] room = size + SPARE <= KEPT ? kept : new byte[size + SPARE];
    try {
      inflater.reset();
      int done = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long next = at + inflater.getBytesRead();
          if (next >= file.size()) {
            throw new Damaged("ends in the middle of an object");
          }
          byte[] page = file.page(next);
          int from = PagedFile.within(next);
          inflater.setInput(page, from, page.length - from);
        }
        done += inflater.inflate(room, done, room.length - done);
        if (done > size) {
          throw new Damaged("has an object that is longer than it says");
        }
        if (inflater.needsDictionary()) {
          throw new Damaged("has an object compressed with a dictionary");
        }
      }
      if (done < size) {
        throw new Damaged("has an object that is shorter than it says");
      }
      return Arrays.copyOf(room, size);
    } catch (DataFormatException broken) {
      throw new Damaged("has an object that cannot be unpacked", broken);
    }
  }

  /// What is compressed in a file of its own, up to a length, however long it is.
  byte[] of(byte[] compressed, int longest) throws Damaged {
    byte[] bytes = new byte[longest];
    try {
      inflater.reset();
      inflater.setInput(compressed);
      int done = 0;
      while (done < longest && !inflater.finished()) {
        int more = inflater.inflate(bytes, done, longest - done);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Damaged("is cut off");
        }
        done += more;
      }
      return Arrays.copyOf(bytes, done);
    } catch (DataFormatException broken) {
      throw new Damaged("cannot be unpacked", broken);
    }
  }
}
