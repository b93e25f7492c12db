package dev.signalbox.adapter.pack;

/// A commit, tree, blob or tag, as git stored it.
final class StoredObject {

  private final Kind kind;
  private final byte[] bytes;

  StoredObject(Kind kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  Kind kind() {
    return kind;
  }

  /// Shared; nobody changes them.
  byte[] bytes() {
    return bytes;
  }

  /// What an object is.
  enum Kind {
    COMMIT,
    TREE,
    BLOB,
    TAG;

    /// As a pack numbers them, from 1 to 4.
    static Kind numbered(int number) {
      return switch (number) {
        case 1 -> COMMIT;
        case 2 -> TREE;
        case 3 -> BLOB;
        case 4 -> TAG;
        default -> throw new IllegalArgumentException("no kind has the number " + number);
      };
    }

    String word() {
      return switch (this) {
        case COMMIT -> "commit";
        case TREE -> "tree";
        case BLOB -> "blob";
        case TAG -> "tag";
      };
    }
  }
}
