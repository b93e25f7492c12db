package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import java.util.Optional;

/// A message that says in itself what it should have said, as the text of a pull request is changed
/// after the fact: between the lines `BEGIN_COMMIT_OVERRIDE` and `END_COMMIT_OVERRIDE`.
///
/// @param lines what counts: the correction, or the whole message if there is none
/// @param number the pull request that the corrected subject named
/// @param doubt a correction that never ends, and so is none
record Correction(Lines lines, Optional<Integer> number, Optional<Doubt> doubt) {

  private static final String BEGIN = "BEGIN_COMMIT_OVERRIDE";
  private static final String END = "END_COMMIT_OVERRIDE";

  static Correction of(Lines lines) {
    int begin = find(lines, lines.begin(), BEGIN);
    if (begin == lines.end()) {
      return new Correction(lines, Optional.empty(), Optional.empty());
    }
    int end = find(lines, begin, END);
    if (end == lines.end()) {
      return new Correction(
          lines,
          Optional.empty(),
          Optional.of(
              new Doubt(
                  "endless-override",
                  begin + 1,
                  1,
                  "There is no line '%s', so nothing is corrected.".formatted(END))));
    }
    return new Correction(
        lines.within(begin + 1, end),
        Numbered.of(lines.at(lines.filled(lines.begin()))).number(),
        Optional.empty());
  }

  private static int find(Lines lines, int from, String mark) {
    int line = from;
    while (line < lines.end() && !lines.startsWith(line, mark)) {
      line++;
    }
    return line;
  }
}
