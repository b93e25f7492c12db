package dev.signalbox.adapter.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/// Where symbolic links lead. Looking at a link's text is not enough: `up/../secret` is harmless or
/// not, depending on what `up` itself is a link to. So a link is walked as the kernel would walk
/// it.
final class Links {

  /// As many as the kernel follows before it calls it a circle.
  private static final int MOST_HOPS = 40;

  private Links() {}

  /// Whether a link below `root` leads to a place below `root`, there or not, and at no step leaves
  /// it.
  ///
  /// @param root a real path
  /// @param link below it, and its parents are directories, not links
  static boolean stayInside(Path root, Path link) throws IOException {
    Deque<Path> ahead = new ArrayDeque<>();
    Path here = Objects.requireNonNull(link.getParent());
    Path next = link;
    for (int hops = 0; ; ) {
      if (Files.isSymbolicLink(next)) {
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute() || ++hops > MOST_HOPS) {
          return false;
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          ahead.push(target.getName(i));
        }
      } else {
        here = next;
      }
      if (ahead.isEmpty()) {
        return true;
      }
      next = here.resolve(ahead.pop()).normalize();
      if (!next.startsWith(root)) {
        return false;
      }
    }
  }
}
