package dev.signalbox.adapter.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the symbolic links of a tree lead, worked out before any of them is on a disk.
///
/// Looking at one link alone is not enough: `deep/top -> ..` stays inside, and so seems `deep/out
/// -> top/../x`, until one knows where `top` leads.
///
/// @param targets what each link says, by the link's path in the tree
record Links(Map<String, String> targets) {

  /// A path with more links in it leads nowhere: the kernel gives up on it too.
  private static final int MOST = 40;

  /// The first link, by its path, that leads out of the tree.
  Optional<String> leavingTheTree() {
    return targets.keySet().stream().sorted().filter(this::leaves).findFirst();
  }

  private boolean leaves(String link) {
    List<String> at = new ArrayList<>(List.of(link.split("/")));
    Deque<String> ahead = new ArrayDeque<>();
    int followed = 0;
    ahead.add(at.removeLast()); // The link itself is the first one to follow.
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst();
      if (name.equals("..")) {
        if (at.isEmpty()) {
          return true;
        }
        at.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        at.add(name);
        String target = targets.get(String.join("/", at));
        if (target != null) {
          if (target.startsWith("/")) {
            return true;
          }
          if (++followed > MOST) {
            return false;
          }
          at.removeLast();
          List<String> names = new ArrayList<>(List.of(target.split("/")));
          Collections.reverse(names);
          names.forEach(ahead::addFirst);
        }
      }
    }
    return false;
  }
}
