package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects in files of their own, as they were before git packed them.
final class LooseObjects {

  private static final int LONGEST_HEADER = 32;

  private final Path folder;
  private final Inflation inflation;

  LooseObjects(Path folder, Inflation inflation) {
    this.folder = folder;
    this.inflation = inflation;
  }

  /// Where the object is, if it is there.
  Path path(ObjectId id) {
    String name = id.toString();
    return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  /// @return null if it is not there
  @Nullable StoredObject read(ObjectId id) throws IOException, Damaged {
    byte[] compressed = bytes(id);
    if (compressed == null) {
      return null;
    }
    Header header = header(compressed);
    if (header.size() > Limits.OBJECT) {
      throw new Damaged(
          "is an object of %d bytes; more than %d are not read"
              .formatted(header.size(), Limits.OBJECT));
    }
    int length = header.length() + (int) header.size();
    byte[] all = inflation.of(compressed, length + 1);
    if (all.length != length) {
      throw new Damaged("is longer or shorter than it says");
    }
    return new StoredObject(header.kind(), Arrays.copyOfRange(all, header.length(), length));
  }

  /// What an object is; null if it is not there.
  @Nullable Kind kind(ObjectId id) throws IOException, Damaged {
    byte[] compressed = bytes(id);
    return compressed == null ? null : header(compressed).kind();
  }

  /// Adds the objects whose names begin with some digits, two at least.
  void addBeginning(String digits, List<ObjectId> found) throws IOException {
    String letter = digits.substring(0, 2);
    if (!Files.isDirectory(folder.resolve(letter))) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve(letter), digits.substring(2) + "*")) {
      for (Path file : files) {
        byte[] name = (letter + file.getFileName()).getBytes(StandardCharsets.UTF_8);
        if (name.length == ObjectId.DIGITS && ObjectId.isText(name, 0)) {
          found.add(ObjectId.ofText(name, 0));
        }
      }
    }
  }

  private byte @Nullable [] bytes(ObjectId id) throws IOException {
    Path path = path(id);
    return Files.isRegularFile(path) ? SmallFile.read(path) : null;
  }

  /// @param length how long the header itself is
  private record Header(Kind kind, long size, int length) {}

  private Header header(byte[] compressed) throws Damaged {
    byte[] start = inflation.of(compressed, LONGEST_HEADER);
    int end = 0;
    while (end < start.length && start[end] != 0) {
      end++;
    }
    String[] words = new String(start, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1);
    if (end == start.length || words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
      throw new Damaged("has no header of an object");
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(words[0])) {
        return new Header(kind, Long.parseLong(words[1]), end + 1);
      }
    }
    throw new Damaged("has no header of an object");
  }
}
