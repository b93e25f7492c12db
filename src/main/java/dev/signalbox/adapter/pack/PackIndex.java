package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Where in a pack each of its objects is: git's index of version 2, names in order, among which
/// one is looked up.
final class PackIndex {

  private static final int MAGIC = 0xff744f63;
  private static final int FAN_OUT = 8;
  private static final int NAMES = FAN_OUT + 256 * 4;
  private static final int GUESSES = 4;
  private static final int TRAILER = 2 * ObjectId.BYTES;

  private final ByteBuffer file;
  private final int count;
  private final int offsets;
  private final int farOffsets;

  private PackIndex(ByteBuffer file, int count) {
    this.file = file;
    this.count = count;
    this.offsets = NAMES + (ObjectId.BYTES + 4) * count;
    this.farOffsets = offsets + 4 * count;
  }

  static PackIndex open(Path path) throws IOException, Damaged {
    ByteBuffer file = mapped(path);
    if (file.capacity() < NAMES + TRAILER) {
      throw new Damaged("is too short for an index");
    }
    if (file.getInt(0) != MAGIC) {
      throw new Damaged("is an index of version 1; write it anew with: git repack -a -d");
    }
    if (file.getInt(4) != 2) {
      throw new Damaged("is an index of version %d, and only 2 is known".formatted(file.getInt(4)));
    }
    int before = 0;
    for (int letter = 0; letter < 256; letter++) {
      int upTo = file.getInt(FAN_OUT + 4 * letter);
      if (upTo < before) {
        throw new Damaged("has no order in it");
      }
      before = upTo;
    }
    if (file.capacity() < NAMES + (ObjectId.BYTES + 4L + 4L) * before + TRAILER) {
      throw new Damaged("is cut off");
    }
    return new PackIndex(file, before);
  }

  /// As if it were memory, until nobody holds it any more.
  private static ByteBuffer mapped(Path path) throws IOException, Damaged {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new Damaged("has more than two gigabytes, which is not read");
      }
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /// How many objects the pack has.
  int count() {
    return count;
  }

  /// Where in the pack the object begins; -1 if it is not there. Names are random numbers, so where
  /// one stands among its neighbours is nearly known; should somebody have made them up, halving
  /// takes over.
  long offset(ObjectId id) {
    int letter = (int) (id.first >>> 56);
    int low = start(letter);
    int high = start(letter + 1);
    long lowest = 0;
    long highest = 1L << 56;
    long sought = behindLetter(id.first);
    for (int guesses = GUESSES; low < high; guesses--) {
      double share = guesses > 0 ? (double) (sought - lowest) / (highest - lowest) : 0.5;
      int middle = Math.clamp(low + (long) (share * (high - low)), low, high - 1);
      long first = file.getLong(name(middle));
      int order = compare(id, first, middle);
      if (order == 0) {
        return offsetOf(middle);
      }
      if (order < 0) {
        high = middle;
        highest = behindLetter(first) + 1;
      } else {
        low = middle + 1;
        lowest = behindLetter(first);
      }
    }
    return -1;
  }

  /// What stands behind the first letter, which the names share.
  private static long behindLetter(long first) {
    return first << 8 >>> 8;
  }

  /// Adds the objects whose names lie between two names, both included.
  void addBetween(ObjectId from, ObjectId to, List<ObjectId> found) {
    int low = start((int) (from.first >>> 56));
    int high = start((int) (to.first >>> 56) + 1);
    for (int i = low; i < high; i++) {
      if (compare(from, i) <= 0 && compare(to, i) >= 0) {
        int at = name(i);
        found.add(new ObjectId(file.getLong(at), file.getLong(at + 8), file.getInt(at + 16)));
      }
    }
  }

  private int start(int letter) {
    return letter == 0 ? 0 : file.getInt(FAN_OUT + 4 * (letter - 1));
  }

  private static int name(int position) {
    return NAMES + ObjectId.BYTES * position;
  }

  private int compare(ObjectId id, int position) {
    return compare(id, file.getLong(name(position)), position);
  }

  /// @param first how the name there begins
  private int compare(ObjectId id, long first, int position) {
    int order = Long.compareUnsigned(id.first, first);
    if (order == 0) {
      order = Long.compareUnsigned(id.second, file.getLong(name(position) + 8));
    }
    return order == 0 ? Integer.compareUnsigned(id.third, file.getInt(name(position) + 16)) : order;
  }

  private long offsetOf(int position) {
    int near = file.getInt(offsets + 4 * position);
    return near >= 0 ? near : file.getLong(farOffsets + 8 * (near & Integer.MAX_VALUE));
  }
}
