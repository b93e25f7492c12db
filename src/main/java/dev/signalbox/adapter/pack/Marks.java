package dev.signalbox.adapter.pack;

import java.util.Arrays;

/// What one walk notes about the commits it comes by; walks do not see each other's notes.
final class Marks {

  private byte[] flags = new byte[64];

  boolean has(CommitNode node, int flag) {
    return node.number < flags.length && (flags[node.number] & flag) == flag;
  }

  void put(CommitNode node, int flag) {
    if (node.number >= flags.length) {
      flags = Arrays.copyOf(flags, Math.max(node.number + 1, flags.length * 2));
    }
    flags[node.number] |= (byte) flag;
  }

  void remove(CommitNode node, int flag) {
    if (node.number < flags.length) {
      flags[node.number] &= (byte) ~flag;
    }
  }
}
