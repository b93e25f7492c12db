package dev.signalbox.adapter.pack;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks what git compressed. Used by one thread at a time.
final class Inflation {

  private final Inflater inflater = new Inflater();
  private final byte[] beyond = new byte[1];

  /// What is compressed at a place of a file, and was of that very size before.
  byte[] of(MappedFile file, long at, int size) throws Damaged {
    byte[] bytes = new byte[size];
    try {
      inflater.reset();
      int done = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long next = at + inflater.getBytesRead();
          if (next >= file.size()) {
            throw new Damaged("ends in the middle of an object");
          }
          inflater.setInput(file.from(next));
        }
        if (done < size) {
          done += inflater.inflate(bytes, done, size - done);
        } else if (inflater.inflate(beyond) > 0) {
          throw new Damaged("has an object that is longer than it says");
        }
        if (inflater.needsDictionary()) {
          throw new Damaged("has an object compressed with a dictionary");
        }
      }
      if (done < size) {
        throw new Damaged("has an object that is shorter than it says");
      }
      return bytes;
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
