package dev.signalbox.adapter.pack;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file in which git keeps most refs, a line each, in one pass: `packed-refs`. Below an
/// annotated tag stands what it leads to, so that thousands of tags are known without reading one.
final class PackedRefs {

  private static final byte[] FULLY_PEELED = bytes(" fully-peeled ");
  private static final byte[] PEELED = bytes(" peeled ");

  private final Path path;
  private final byte[] text;
  private final boolean peeled;

  private PackedRefs(Path path, byte[] text) {
    this.path = path;
    this.text = text;
    int end = endOfLine(0);
    this.peeled =
        text.length > 0
            && text[0] == '#'
            && (contains(FULLY_PEELED, end) || contains(PEELED, end));
  }

  static PackedRefs read(Path path) throws IOException {
    return new PackedRefs(path, Files.isRegularFile(path) ? SmallFile.read(path) : new byte[0]);
  }

  /// A ref and where it leads.
  interface Visitor {

    /// @param peeled what the tag leads to in the end; null if that is not known
    void ref(String name, ObjectId id, @Nullable ObjectId peeled);
  }

  /// Comes by every ref whose name begins so.
  void each(String prefix, Visitor visitor) {
    byte[] start = bytes(prefix);
    int line = 0;
    while (line < text.length) {
      int end = endOfLine(line);
      int name = line + ObjectId.DIGITS + 1;
      int next = end + 1;
      if (isAt(name, start)) {
        ObjectId id = id(line);
        ObjectId target = peeled ? id : null;
        if (next < text.length && text[next] == '^') {
          target = id(next + 1);
        }
        visitor.ref(new String(text, name, end - name, StandardCharsets.UTF_8), id, target);
      }
      line = next;
    }
  }

  Optional<ObjectId> find(String name) {
    byte[] wanted = bytes(" " + name + "\n");
    for (int line = 0; line < text.length; line = endOfLine(line) + 1) {
      if (isAt(line + ObjectId.DIGITS, wanted)) {
        return Optional.of(id(line));
      }
    }
    return Optional.empty();
  }

  private ObjectId id(int at) {
    if (!ObjectId.isText(text, at)) {
      throw new PortException(
          "%s is damaged: there should be the name of an object. Check the repository with: git fsck"
              .formatted(path));
    }
    return ObjectId.ofText(text, at);
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
