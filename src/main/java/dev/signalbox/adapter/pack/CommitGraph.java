package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import dev.signalbox.port.PortException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commits of a history and what they came from, read as far as somebody asked. A commit never
/// changes, so each is read once, however often it is come by.
final class CommitGraph {

  /// Bytes of commits that may be kept till somebody asks for what they say.
  private static final int ROOM = 8 << 20;

  private final ObjectStore objects;
  private final Set<ObjectId> cutOff;
  private final Map<ObjectId, CommitNode> nodes = new HashMap<>();
  private int taken;

  /// @param cutOff the commits behind which a clone has no history
  CommitGraph(ObjectStore objects, Set<ObjectId> cutOff) {
    this.objects = objects;
    this.cutOff = cutOff;
  }

  CommitNode node(ObjectId id) {
    CommitNode known = nodes.get(id);
    return known == null ? load(id, false) : known;
  }

  /// The commit, and its text kept till it is taken; not kept if too much is kept already.
  CommitNode nodeToVisit(ObjectId id) {
    CommitNode known = nodes.get(id);
    return known == null ? load(id, true) : known;
  }

  /// A commit that was come by before; null if it was not.
  @Nullable CommitNode known(ObjectId id) {
    return nodes.get(id);
  }

  /// What git stored for a commit.
  byte[] text(CommitNode node) {
    byte[] kept = node.text;
    return kept == null ? objects.read(node.id, Kind.COMMIT) : kept;
  }

  void forgetText(CommitNode node) {
    byte[] kept = node.text;
    if (kept != null) {
      node.text = null;
      taken -= kept.length;
    }
  }

  private CommitNode load(ObjectId id, boolean keepText) {
    byte[] raw = objects.read(id, Kind.COMMIT);
    CommitNode node = parse(id, raw);
    if (!cutOff.isEmpty() && cutOff.contains(id)) {
      node = node.withoutParents();
    }
    nodes.put(id, node);
    if (keepText && taken + raw.length <= ROOM) {
      node.text = raw;
      taken += raw.length;
    }
    return node;
  }

  private CommitNode parse(ObjectId id, byte[] raw) {
    try {
      return CommitNode.read(id, raw, nodes.size());
    } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
      throw new PortException(
          "Commit %s is damaged. Check the repository with: git fsck".formatted(id), malformed);
    }
  }
}
