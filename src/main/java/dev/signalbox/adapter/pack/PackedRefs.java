package dev.signalbox.adapter.pack;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The file in which git keeps most refs, a line each, in one pass: `packed-refs`. Below an
/// annotated tag stands what it leads to, so that thousands of tags are known without reading one.
final class PackedRefs {

  private final Path path;

  PackedRefs(Path path) {
    this.path = path;
  }

  /// Comes by refs; their names are without their prefix.
  interface Visitor {

    /// A ref that leads to a commit, over a tag or not.
    void commit(String name, CommitId id);

    /// A ref that leads to something which may be a tag.
    void object(String name, ObjectId id);
  }

  /// Comes by every ref whose name begins so.
  void each(String prefix, Visitor visitor) throws IOException {
    byte[] start = bytes(prefix);
    RefLines lines = RefLines.beginning(path, start);
    byte[] text = lines.text;
    int next;
    for (int line = 0; line < text.length; line = next) {
      int name = line + ObjectId.DIGITS + 1;
      int end = endOfLine(text, Math.min(name, text.length));
      next = end + 1;
      if (isAt(text, name, start)) {
        boolean leadsOn = next < text.length && text[next] == '^';
        int from = name + start.length;
        String shortName = new String(text, from, end - from, StandardCharsets.UTF_8);
        if (lines.peeled || leadsOn) {
          visitor.commit(shortName, commit(text, leadsOn ? next + 1 : line));
        } else {
          visitor.object(shortName, id(text, line));
        }
      }
    }
  }

  Optional<ObjectId> find(String name) throws IOException {
    byte[] wanted = bytes(" " + name + "\n");
    byte[] text = RefLines.beginning(path, bytes(name)).text;
    for (int line = 0; line < text.length; line = endOfLine(text, line) + 1) {
      if (isAt(text, line + ObjectId.DIGITS, wanted)) {
        return Optional.of(id(text, line));
      }
    }
    return Optional.empty();
  }

  private ObjectId id(byte[] text, int at) {
    try {
      return ObjectId.ofText(text, at);
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw damaged(malformed);
    }
  }

  private CommitId commit(byte[] text, int at) {
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

  private static boolean isAt(byte[] text, int at, byte[] wanted) {
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

  private static int endOfLine(byte[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
