package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Footer;
import java.util.BitSet;
import java.util.Optional;

/// Where in a change's text footers may begin: in the paragraphs at its end that begin with one; in a
/// paragraph of nothing but unmistakable ones, wherever it stands; in unmistakable lines at the end of
/// the last paragraph. Prose with a colon in it stays prose.
final class Footing {

  private final Lines lines;
  private final MessageRules rules;
  private final BitSet footing = new BitSet(0);

  private Footing(Lines lines, MessageRules rules) {
    this.lines = lines;
    this.rules = rules;
  }

  static BitSet of(Lines lines, MessageRules rules) {
    Footing footing = new Footing(lines, rules);
    boolean atTheEnd = true;
    boolean last = true;
    int end = lines.end();
    while (end > lines.begin()) {
      if (separates(lines, end - 1)) {
        end--;
        continue;
      }
      int start = end - 1;
      while (start > lines.begin() && !separates(lines, start - 1)) {
        start--;
      }
      atTheEnd = atTheEnd && footing.beginsFooter(start);
      int from = atTheEnd ? start : footing.unmistakable(start, end);
      if (atTheEnd || last || from == start) {
        footing.footing.set(from, end);
      }
      last = false;
      end = start;
    }
    return footing.footing;
  }

  /// Whether the line only stands between paragraphs: blank, or a rule of dashes.
  static boolean separates(Lines lines, int line) {
    return lines.blank(line)
        || (lines.startsWith(line, "---") && lines.at(line).chars().allMatch(c -> c == '-'));
  }

  /// The footer that begins at this line.
  static Optional<Footer> footer(Lines lines, int line, String text) {
    Optional<Footer> footer = Trailer.in(text);
    boolean folded = line + 1 < lines.end() && " \t".indexOf(lines.initial(line + 1)) >= 0;
    return footer.isEmpty() && folded ? Trailer.alone(text) : footer;
  }

  private boolean beginsFooter(int line) {
    String text = lines.at(line);
    return !lines.quoted(line)
        && (Breaking.in(text).isPresent() || footer(lines, line, text).isPresent());
  }

  /// Where the unmistakable footers begin that a paragraph ends with; its end if there are none.
  private int unmistakable(int start, int end) {
    int line = end;
    while (line > start && isUnmistakable(line - 1)) {
      line--;
    }
    return line;
  }

  private boolean isUnmistakable(int line) {
    return !lines.quoted(line)
        && Trailer.in(lines.at(line))
            .filter(footer -> Trailer.isUnmistakable(footer.token(), rules))
            .isPresent();
  }
}
