package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import dev.signalbox.domain.change.CommitId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The notes about commits: files named like the commit, which lie in folders named by its first
/// digits once there are many.
final class Notes {

  private final ObjectStore objects;
  private final Map<CommitId, String> notes = new LinkedHashMap<>();

  private Notes(ObjectStore objects) {
    this.objects = objects;
  }

  static Map<CommitId, String> in(ObjectStore objects, ObjectId tree) {
    Notes notes = new Notes(objects);
    notes.collect(tree, "");
    return Collections.unmodifiableMap(notes.notes);
  }

  private void collect(ObjectId tree, String digits) {
    Tree entries = new Tree(objects.read(tree, Kind.TREE));
    while (entries.next()) {
      byte[] name = (digits + entries.name()).getBytes(StandardCharsets.UTF_8);
      if (entries.isFolder() && name.length < ObjectId.DIGITS) {
        collect(entries.id(), digits + entries.name());
      } else if (entries.isFile() && name.length == ObjectId.DIGITS && ObjectId.isText(name, 0)) {
        byte[] text = objects.read(entries.id(), Kind.BLOB);
        notes.put(
            ObjectId.ofText(name, 0).commit(),
            new String(text, StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
      }
    }
  }
}
