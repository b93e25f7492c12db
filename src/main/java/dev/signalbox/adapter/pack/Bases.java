package dev.signalbox.adapter.pack;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects that were unpacked lately. A tree is mostly stored as a difference to the one that came
/// after it, which has just been read.
final class Bases {

  private static final int ROOM = 6 << 20;
  private static final int LONGEST = ROOM / 8;

  private final Map<Long, StoredObject> objects = new LinkedHashMap<>(512, 0.75f, true);
  private int taken;

  /// @param offset where in the pack it begins
  @Nullable StoredObject at(long offset) {
    return objects.get(offset);
  }

  void keep(long offset, StoredObject object) {
    if (object.bytes().length > LONGEST || objects.putIfAbsent(offset, object) != null) {
      return;
    }
    taken += object.bytes().length;
    var eldest = objects.values().iterator();
    while (taken > ROOM) {
      taken -= eldest.next().bytes().length;
      eldest.remove();
    }
  }
}
