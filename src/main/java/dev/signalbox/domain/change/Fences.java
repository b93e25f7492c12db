package dev.signalbox.domain.change;

import java.util.BitSet;

/// Which lines of a message stand between a pair of fences, ` ``` ` or `~~~`, or are folded away
/// between `<details>` and its end. A fence that is never closed hides nothing.
final class Fences {

  private final BitSet quoted = new BitSet(0);
  private String closes = "";
  private int opened = -1;

  /// Takes the next line.
  void see(String text, int start, int end, int line) {
    if (start == end || !mayBe(text.charAt(start))) {
      return;
    }
    if (opened >= 0) {
      if (text.startsWith(closes, start)) {
        quoted.set(opened, line + 1);
        opened = -1;
      }
    } else if (text.startsWith("<details", start)) {
      open("</details", line);
    } else if (text.startsWith("```", start)) {
      open("```", line);
    } else if (text.startsWith("~~~", start)) {
      open("~~~", line);
    }
  }

  private static boolean mayBe(char initial) {
    return initial == '`' || initial == '~' || initial == '<';
  }

  private void open(String closes, int line) {
    this.closes = closes;
    opened = line;
  }

  BitSet quoted() {
    return quoted;
  }
}
