package dev.signalbox.adapter.pack;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folders that somebody asks about, laid out as a tree, so that all are compared in one go and
/// nothing beside them is looked at.
final class FolderTree {

  private final Set<String> asked = new HashSet<>();
  private final Map<String, FolderTree> below = new HashMap<>();

  static FolderTree of(Collection<String> folders) {
    FolderTree top = new FolderTree();
    for (String folder : folders) {
      FolderTree at = top;
      for (String name : names(folder)) {
        at = at.below.computeIfAbsent(name, _ -> new FolderTree());
      }
      at.asked.add(folder);
    }
    return top;
  }

  /// The names on the way to a folder.
  static List<String> names(String path) {
    return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty() && !name.equals(".")).toList();
  }

  /// What was asked about that is this very folder, as it was written.
  Set<String> asked() {
    return asked;
  }

  @Nullable FolderTree below(String name) {
    return below.get(name);
  }

  boolean endsHere() {
    return below.isEmpty();
  }
}
