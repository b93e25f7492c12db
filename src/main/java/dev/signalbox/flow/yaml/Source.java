package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The text of a file, once it is known to be text that is what it looks like.
///
/// @param file its name for people
public record Source(String file, String text) {

  /// The most bytes a file may have.
  static final int MOST_BYTES = 1_000_000;

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /// Decodes a file; empty, with the problems told, if it is not plain text in UTF-8.
  public static Optional<Source> of(String file, byte[] bytes, Problems problems) {
    if (bytes.length > MOST_BYTES) {
      problems.add(
          new Place(file, 1, 1),
          ProblemCode.FILE_TOO_LARGE,
          "The file has %d bytes; a flow file has at most %d.".formatted(bytes.length, MOST_BYTES),
          "Move data and scripts into files of their own.");
      return Optional.empty();
    }
    int before = problems.count();
    String text = decode(file, bytes, problems);
    tellHiddenCharacters(file, text, problems);
    return problems.count() == before ? Optional.of(new Source(file, text)) : Optional.empty();
  }

  /// The text up to its end, or up to the first byte that is no UTF-8.
  private static String decode(String file, byte[] bytes, Problems problems) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    boolean broken = decoder.decode(left, decoded, true).isError();
    String text = decoded.flip().toString();
    if (broken) {
      Walk walk = new Walk(file);
      text.codePoints().forEach(walk::pass);
      problems.add(
          walk.place(),
          ProblemCode.NOT_UTF8,
          "The file is not UTF-8: the byte 0x%02X cannot stand here."
              .formatted(bytes[left.position()] & 0xFF),
          "Save the file as UTF-8.");
    }
    return text;
  }

  private static void tellHiddenCharacters(String file, String text, Problems problems) {
    Walk walk = new Walk(file);
    text.codePoints()
        .forEach(character -> {
          if (character == BYTE_ORDER_MARK && walk.atStart()) {
            problems.add(
                walk.place(),
                ProblemCode.BYTE_ORDER_MARK,
                "The file begins with an invisible byte order mark.",
                "Save it as UTF-8 without a byte order mark.");
          } else if (isHidden(character)) {
            problems.add(
                walk.place(),
                ProblemCode.HIDDEN_CHARACTER,
                "An invisible character, U+%04X, stands here.".formatted(character),
                "Remove it.");
          }
          walk.pass(character);
        });
  }

  /// Whether a file or a value may not have this character: it controls a terminal, turns the
  /// direction of writing, breaks lines where editors show none, or is no character at all.
  static boolean isHidden(int c) {
    boolean control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || between(c, 0x7F, 0x9F);
    boolean lineBreak = c == 0x2028 || c == 0x2029;
    boolean direction =
        c == 0x200E || c == 0x200F || between(c, 0x202A, 0x202E) || between(c, 0x2066, 0x2069);
    boolean none = c == BYTE_ORDER_MARK || between(c, 0xD800, 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
    return control || lineBreak || direction || none;
  }

  private static boolean between(int c, int first, int last) {
    return first <= c && c <= last;
  }

  /// Counts lines and columns as the YAML parser does.
  private static final class Walk {

    private final String file;
    private int line = 1;
    private int column = 1;
    private boolean afterReturn;

    Walk(String file) {
      this.file = file;
    }

    void pass(int character) {
      boolean secondHalfOfBreak = afterReturn && character == '\n';
      afterReturn = character == '\r';
      if (secondHalfOfBreak) {
        return;
      }
      if (character == '\n' || character == '\r') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }

    boolean atStart() {
      return line == 1 && column == 1;
    }

    Place place() {
      return new Place(file, line, column);
    }
  }
}
