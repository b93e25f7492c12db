package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file in which git keeps most refs, a line each, in one pass: `packed-refs`. Below an
/// annotated tag stands what it leads to, so that thousands of tags are known without reading one.
final class PackedRefs {

  private static final byte[] FULLY_PEELED = bytes(" fully-peeled ");
  private static final byte[] PEELED = bytes(" peeled ");
  private static final byte[] SORTED = bytes(" sorted ");

  private final Path path;
  private final Optional<Stamp> stamp;
  private final byte[] text;
  private final boolean peeled;
  private final boolean sorted;

  private PackedRefs(Path path, Optional<Stamp> stamp, byte[] text) {
    this.path = path;
    this.stamp = stamp;
    this.text = text;
    int end = endOfLine(0);
    boolean header = text.length > 0 && text[0] == '#';
    this.peeled = header && (contains(FULLY_PEELED, end) || contains(PEELED, end));
    this.sorted = header && contains(SORTED, end);
  }

  /// @param before what was read last; taken again if the file is still the same
  static PackedRefs read(Path path, @Nullable PackedRefs before) throws IOException {
    Optional<Stamp> now = Stamp.of(path);
    return before != null && before.stamp.equals(now)
        ? before
        : new PackedRefs(path, now, now.isPresent() ? SmallFile.read(path) : new byte[0]);
  }

  /// By what git tells that the file is another one: it never writes into it, it puts a new one in
  /// its place.
  private record Stamp(Optional<Object> key, FileTime written, long size) {

    static Optional<Stamp> of(Path path) throws IOException {
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      var file = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(Optional.ofNullable(file.fileKey()), file.lastModifiedTime(), file.size()));
    }

    /// Said out loud: what the JVM makes for a record it makes anew at each start.
    @Override
    public boolean equals(Object other) {
      return other instanceof Stamp that
          && key.equals(that.key)
          && written.equals(that.written)
          && size == that.size;
    }

    @Override
    public int hashCode() {
      return written.hashCode();
    }
  }

  /// Comes by refs; their names are without their prefix.
  interface Visitor {

    /// A ref that leads to a commit, over a tag or not.
    void commit(String name, CommitId id);

    /// A ref that leads to something which may be a tag.
    void object(String name, ObjectId id);
  }

  /// Comes by every ref whose name begins so.
  void each(String prefix, Visitor visitor) {
    byte[] start = bytes(prefix);
    int skipped = start.length;
    int line = firstNotBefore(start);
    while (line < text.length) {
      int name = line + ObjectId.DIGITS + 1;
      int end = endOfLine(Math.min(name, text.length));
      int next = end + 1;
      if (isAt(name, start)) {
        boolean leadsOn = next < text.length && text[next] == '^';
        String shortName =
            new String(text, name + skipped, end - name - skipped, StandardCharsets.UTF_8);
        if (peeled || leadsOn) {
          visitor.commit(shortName, commit(leadsOn ? next + 1 : line));
        } else {
          visitor.object(shortName, id(line));
        }
      } else if (sorted && text[line] != '^') {
        return;
      }
      line = next;
    }
  }

  Optional<ObjectId> find(String name) {
    byte[] wanted = bytes(" " + name + "\n");
    int line = firstNotBefore(bytes(name));
    for (; line < text.length; line = endOfLine(line) + 1) {
      if (isAt(line + ObjectId.DIGITS, wanted)) {
        return Optional.of(id(line));
      }
      if (sorted) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The first line of a ref whose name is not before this one, where the file says that its lines
  /// are in order; else its first line.
  private int firstNotBefore(byte[] name) {
    int from = 0;
    while (from < text.length && text[from] == '#') {
      from = endOfLine(from) + 1;
    }
    int to = sorted ? text.length : from;
    while (from < to) {
      int line = refAround(from + (to - from) / 2, from);
      if (isBefore(line + ObjectId.DIGITS + 1, name)) {
        from = behind(line);
      } else {
        to = line;
      }
    }
    return from;
  }

  /// The beginning of the ref's line that some place is in, or of the one above where it is in what
  /// the ref leads to.
  private int refAround(int place, int first) {
    int line = place;
    while (line > first && (text[line - 1] != '\n' || text[line] == '^')) {
      line--;
    }
    return line;
  }

  /// The next ref's line.
  private int behind(int line) {
    int next = Math.min(endOfLine(line) + 1, text.length);
    return next < text.length && text[next] == '^'
        ? Math.min(endOfLine(next) + 1, text.length)
        : next;
  }

  private boolean isBefore(int at, byte[] name) {
    int start = Math.min(at, text.length); // a line that was cut off may be shorter than its digits
    int end = endOfLine(start);
    int mismatch = Arrays.mismatch(text, start, end, name, 0, name.length);
    return mismatch >= 0
        && (mismatch == end - start
            || (mismatch < name.length
                && Byte.toUnsignedInt(text[start + mismatch])
                    < Byte.toUnsignedInt(name[mismatch])));
  }

  private ObjectId id(int at) {
    try {
      return ObjectId.ofText(text, at);
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
  }

  private CommitId commit(int at) {
    try {
      return new CommitId(new String(text, at, ObjectId.DIGITS, StandardCharsets.ISO_8859_1));
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
  }

  private PortException damaged(RuntimeException malformed) {
    return new PortException(
        "%s is damaged: there should be the name of an object. Check the repository with: git fsck"
            .formatted(path),
        malformed);
  }

  private boolean isAt(int at, byte[] wanted) {
    if (at + wanted.length > text.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (text[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean contains(byte[] word, int end) {
    for (int at = 0; at < end; at++) {
      if (isAt(at, word)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
