package dev.signalbox.adapter.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names that a repository has for its objects: files of their own, which hide the lines of
/// `packed-refs`.
final class Refs {

  private static final Pattern UNSAFE =
      Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|//|@\\{|^/|^-|/$|\\.lock$|/\\.|^\\.");

  /// Where git looks for a short name, in this order.
  private static final List<String> PLACES =
      List.of(
          "%s",
          "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD");

  private final GitFolder folder;
  private final PackedRefs packed;

  Refs(GitFolder folder) {
    this.folder = folder;
    this.packed = new PackedRefs(folder.common().resolve("packed-refs"));
  }

  /// The object that a short or whole name leads to.
  Optional<ObjectId> find(String name) throws IOException {
    for (String place : PLACES) {
      Optional<ObjectId> found = whole(place.replace("%s", name), 0);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The object that a whole name leads to.
  Optional<ObjectId> exactly(String name) throws IOException {
    return whole(name, 0);
  }

  /// The name that `HEAD` stands for; empty if it is detached.
  Optional<String> head() throws IOException {
    return loose("HEAD").flatMap(Refs::target);
  }

  /// Comes by every tag, without `refs/tags/`; those in `packed-refs` first.
  void eachTag(PackedRefs.Visitor visitor) throws IOException {
    String start = "refs/tags/";
    packed.each(start, visitor);
    Path tags = folder.common().resolve("refs").resolve("tags");
    if (!Files.isDirectory(tags)) {
      return;
    }
    List<String> names;
    try (Stream<Path> files = Files.walk(tags)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> tags.relativize(file).toString())
              .sorted()
              .toList();
    }
    for (String name : names) {
      whole(start + name, 0).ifPresent(id -> visitor.object(name, id));
    }
  }

  private Optional<ObjectId> whole(String name, int links) throws IOException {
    if (UNSAFE.matcher(name).find()) {
      return Optional.empty();
    }
    Optional<String> text = loose(name);
    if (text.isEmpty()) {
      return packed.find(name);
    }
    Optional<String> target = text.flatMap(Refs::target);
    if (target.isPresent()) {
      return links < Limits.LINKS && target.get().startsWith("refs/")
          ? whole(target.get(), links + 1)
          : Optional.empty();
    }
    byte[] id = text.get().strip().getBytes(StandardCharsets.UTF_8);
    return ObjectId.isText(id, 0) ? Optional.of(ObjectId.ofText(id, 0)) : Optional.empty();
  }

  private static Optional<String> target(String text) {
    return text.startsWith("ref:") ? Optional.of(text.substring(4).strip()) : Optional.empty();
  }

  private Optional<String> loose(String name) throws IOException {
    Path own = folder.own().resolve(name);
    return Files.isRegularFile(own) || folder.own().equals(folder.common())
        ? SmallFile.text(own)
        : name.startsWith("refs/")
            ? SmallFile.text(folder.common().resolve(name))
            : Optional.empty();
  }
}
