package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pack and its index. An object is there as it is, or as a difference to another one of the
/// same pack, which may be a difference itself.
final class Pack {

  private static final int MAGIC = 0x5041434b;
  private static final int OFFSET_DELTA = 6;
  private static final int NAMED_DELTA = 7;

  private final Path path;
  private final PackIndex index;
  private final Inflation inflation;
  private final Bases bases = new Bases();
  private @Nullable MappedFile file;

  private Pack(Path path, PackIndex index, Inflation inflation) {
    this.path = path;
    this.index = index;
    this.inflation = inflation;
  }

  /// @param path the pack; its index stands beside it
  static Pack open(Path path, Inflation inflation) throws IOException, Damaged {
    String name = path.getFileName().toString();
    Path index = path.resolveSibling(name.substring(0, name.length() - 4) + "idx");
    try {
      return new Pack(path, PackIndex.open(index), inflation);
    } catch (Damaged damage) {
      throw new Damaged(index + " " + damage.fact(), damage);
    }
  }

  Path path() {
    return path;
  }

  PackIndex index() {
    return index;
  }

  /// @param offset where it begins, as the index says
  /// @throws IndexOutOfBoundsException if the pack is cut off or leads nowhere
  StoredObject read(long offset) throws IOException, Damaged {
    var deltas = new ArrayDeque<Entry>();
    Entry entry = entry(offset);
    StoredObject object = null;
    while (object == null && entry.kind() == null) {
      if (deltas.size() == Limits.DELTAS) {
        throw new Damaged("has a chain of more than %d deltas".formatted(Limits.DELTAS));
      }
      deltas.push(entry);
      object = bases.at(entry.base());
      if (object == null) {
        entry = entry(entry.base());
      }
    }
    if (object == null) {
      object = new StoredObject(whole(entry), bytes(entry));
      if (!deltas.isEmpty() || object.kind() == Kind.TREE) {
        bases.keep(entry.offset(), object);
      }
    }
    for (Entry delta : deltas) {
      object = new StoredObject(object.kind(), Delta.apply(object.bytes(), bytes(delta)));
      bases.keep(delta.offset(), object);
    }
    return object;
  }

  /// What an object is, without unpacking it.
  Kind kind(long offset) throws IOException, Damaged {
    Entry entry = entry(offset);
    for (int deltas = 0; entry.kind() == null; deltas++) {
      if (deltas == Limits.DELTAS) {
        throw new Damaged("has a chain of more than %d deltas".formatted(Limits.DELTAS));
      }
      entry = entry(entry.base());
    }
    return whole(entry);
  }

  /// @param kind null for a difference
  /// @param size unpacked
  /// @param data where what is compressed begins
  /// @param base where the object begins that this is a difference to
  private record Entry(long offset, @Nullable Kind kind, int size, long data, long base) {}

  private static Kind whole(Entry entry) {
    Kind kind = entry.kind();
    if (kind == null) {
      throw new IllegalStateException("a delta that is none. Indicates a bug.");
    }
    return kind;
  }

  private Entry entry(long offset) throws IOException, Damaged {
    MappedFile pack = file();
    long at = offset;
    int part = pack.byteAt(at++);
    int type = part >> 4 & 7;
    long size = part & 15;
    for (int shift = 4; part >= 0x80; shift += 7) {
      part = pack.byteAt(at++);
      if (shift > 53) {
        throw new Damaged("has an object without an end");
      }
      size |= (part & 0x7fL) << shift;
    }
    if (size > Limits.OBJECT) {
      throw new Damaged(
          "has an object of %d bytes; more than %d are not read".formatted(size, Limits.OBJECT));
    }
    return switch (type) {
      case 1, 2, 3, 4 -> new Entry(offset, Kind.numbered(type), (int) size, at, 0);
      case OFFSET_DELTA -> offsetDelta(pack, offset, (int) size, at);
      case NAMED_DELTA -> {
        ObjectId id = new ObjectId(pack.longAt(at), pack.longAt(at + 8), pack.intAt(at + 16));
        long base = index.offset(id);
        if (base < 0) {
          throw new Damaged("lacks the base %s of a delta".formatted(id));
        }
        yield new Entry(offset, null, (int) size, at + ObjectId.BYTES, base);
      }
      default -> throw new Damaged("has an object of the unknown type %d".formatted(type));
    };
  }

  private static Entry offsetDelta(MappedFile pack, long offset, int size, long from)
      throws Damaged {
    long at = from;
    int part = pack.byteAt(at++);
    long back = part & 0x7f;
    while (part >= 0x80) {
      part = pack.byteAt(at++);
      back = ((back + 1) << 7) | (part & 0x7f);
      if (back > offset) {
        throw new Damaged("has a delta to something before its beginning");
      }
    }
    if (back == 0 || back > offset) {
      throw new Damaged("has a delta to something before its beginning");
    }
    return new Entry(offset, null, size, at, offset - back);
  }

  private byte[] bytes(Entry entry) throws IOException, Damaged {
    return inflation.of(file(), entry.data(), entry.size());
  }

  private MappedFile file() throws IOException, Damaged {
    MappedFile mapped = file;
    if (mapped == null) {
      mapped = MappedFile.of(path);
      if (mapped.size() < 12 + ObjectId.BYTES
          || mapped.intAt(0) != MAGIC
          || (mapped.intAt(4) != 2 && mapped.intAt(4) != 3)
          || mapped.intAt(8) != index.count()) {
        throw new Damaged("is not the pack that its index describes");
      }
      file = mapped;
    }
    return mapped;
  }

  /// Adds the objects whose names lie between two names, both included.
  void addBetween(ObjectId from, ObjectId to, List<ObjectId> found) {
    index.addBetween(from, to, found);
  }
}
