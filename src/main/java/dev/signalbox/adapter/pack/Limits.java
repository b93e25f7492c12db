package dev.signalbox.adapter.pack;

/// How much we take from a repository, so that a hostile one ends in a sentence.
final class Limits {

  /// The longest object, unpacked. A commit has a few hundred bytes; the largest trees have a megabyte.
  static final int OBJECT = 32 << 20;

  /// The longest chain of deltas; git makes none of more than 4,095.
  static final int DELTAS = 4_095;

  /// The longest file that is read at once: `packed-refs`, a configuration. A line of `packed-refs`
  /// has about a hundred bytes.
  static final int FILE = 128 << 20;

  /// How often a name may lead to another name, a tag to another tag.
  static final int LINKS = 16;

  private Limits() {}
}
