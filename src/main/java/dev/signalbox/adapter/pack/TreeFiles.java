package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a commit. Links are not followed, and submodules not entered.
final class TreeFiles {

  private final ObjectStore objects;

  TreeFiles(ObjectStore objects) {
    this.objects = objects;
  }

  /// A file's bytes; empty if there is no file of that path.
  Optional<byte[]> read(ObjectId tree, String path) {
    int slash = path.lastIndexOf('/');
    Optional<Tree> folder = folder(tree, slash < 0 ? "" : path.substring(0, slash));
    return folder
        .filter(entries -> entries.goTo(path.substring(slash + 1)) && entries.isFile())
        .map(entries -> objects.read(entries.id(), Kind.BLOB));
  }

  /// The names of the files directly in a folder; empty if there is no such folder.
  List<String> list(ObjectId tree, String folder) {
    var names = new ArrayList<String>();
    folder(tree, folder).ifPresent(entries -> {
      while (entries.next()) {
        if (entries.isFile()) {
          names.add(entries.name());
        }
      }
    });
    return List.copyOf(names);
  }

  private Optional<Tree> folder(ObjectId tree, String path) {
    ObjectId at = tree;
    for (String name : FolderTree.names(path)) {
      Tree entries = new Tree(objects.read(at, Kind.TREE));
      if (!entries.goTo(name) || !entries.isFolder()) {
        return Optional.empty();
      }
      at = entries.id();
    }
    return Optional.of(new Tree(objects.read(at, Kind.TREE)));
  }
}
