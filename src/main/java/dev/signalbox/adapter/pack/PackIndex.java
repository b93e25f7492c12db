package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where in a pack each of its objects is: git's index of version 2, names in order, looked up by
/// halving.
final class PackIndex {

  private static final int MAGIC = 0xff744f63;
  private static final int FAN_OUT = 8;
  private static final int NAMES = FAN_OUT + 256 * 4;
  private static final int TRAILER = 2 * ObjectId.BYTES;

  private final MappedFile file;
  private final int count;
  private final long offsets;
  private final long farOffsets;

  private PackIndex(MappedFile file, int count) {
    this.file = file;
    this.count = count;
    this.offsets = NAMES + (ObjectId.BYTES + 4L) * count;
    this.farOffsets = offsets + 4L * count;
  }

  static PackIndex open(Path path) throws IOException, Damaged {
    MappedFile file = MappedFile.of(path);
    if (file.size() < NAMES + TRAILER) {
      throw new Damaged("is too short for an index");
    }
    if (file.intAt(0) != MAGIC) {
      throw new Damaged("is an index of version 1; write it anew with: git repack -a -d");
    }
    if (file.intAt(4) != 2) {
      throw new Damaged("is an index of version %d, and only 2 is known".formatted(file.intAt(4)));
    }
    int before = 0;
    for (int letter = 0; letter < 256; letter++) {
      int upTo = file.intAt(FAN_OUT + 4L * letter);
      if (upTo < before) {
        throw new Damaged("has no order in it");
      }
      before = upTo;
    }
    PackIndex index = new PackIndex(file, before);
    if (file.size() < index.farOffsets + TRAILER) {
      throw new Damaged("is cut off");
    }
    return index;
  }

  /// How many objects the pack has.
  int count() {
    return count;
  }

  /// Where in the pack the object begins; -1 if it is not there.
  long offset(ObjectId id) {
    int letter = (int) (id.first >>> 56);
    int low = start(letter);
    int high = start(letter + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = compare(id, middle);
      if (order == 0) {
        return offsetOf(middle);
      }
      if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return -1;
  }

  /// Adds the objects whose names lie between two names, both included.
  void addBetween(ObjectId from, ObjectId to, List<ObjectId> found) {
    int low = start((int) (from.first >>> 56));
    int high = start((int) (to.first >>> 56) + 1);
    for (int i = low; i < high; i++) {
      if (compare(from, i) <= 0 && compare(to, i) >= 0) {
        long at = name(i);
        found.add(new ObjectId(file.longAt(at), file.longAt(at + 8), file.intAt(at + 16)));
      }
    }
  }

  private int start(int letter) {
    return letter == 0 ? 0 : file.intAt(FAN_OUT + 4L * (letter - 1));
  }

  private static long name(int position) {
    return NAMES + (long) ObjectId.BYTES * position;
  }

  private int compare(ObjectId id, int position) {
    long at = name(position);
    int order = Long.compareUnsigned(id.first, file.longAt(at));
    if (order == 0) {
      order = Long.compareUnsigned(id.second, file.longAt(at + 8));
    }
    return order == 0 ? Integer.compareUnsigned(id.third, file.intAt(at + 16)) : order;
  }

  private long offsetOf(int position) {
    int near = file.intAt(offsets + 4L * position);
    return near >= 0 ? near : file.longAt(farOffsets + 8L * (near & Integer.MAX_VALUE));
  }
}
