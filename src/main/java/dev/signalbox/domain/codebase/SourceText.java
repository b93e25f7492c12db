package dev.signalbox.domain.codebase;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file's bytes as text, in a way that gives the very same bytes back: UTF-8 where they are that,
/// else a character a byte, which is right for whatever extends ASCII.
///
/// @param text with its byte order mark, if there is one
record SourceText(String text, Charset charset) {

  private static final int MOST_BYTES = 16 << 20;

  /// A byte order mark, and what it looks like a character a byte.
  private static final String MARK = "\uFEFF";

  private static final String MARK_BYTES = "\u00EF\u00BB\u00BF";

  static SourceText of(byte[] bytes) throws NoSuchPlace {
    if (bytes.length > MOST_BYTES) {
      throw new NoSuchPlace(
          "has %d bytes; a file that carries a version has at most %d."
              .formatted(bytes.length, MOST_BYTES));
    }
    for (byte each : bytes) {
      if (each == 0) {
        throw new NoSuchPlace(
            "is not text in UTF-8 or the like: it has zero bytes. Save it as UTF-8, or take it off the list.");
      }
    }
    try {
      return new SourceText(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          StandardCharsets.UTF_8);
    } catch (CharacterCodingException older) {
      return new SourceText(
          new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }

  /// Where the text begins behind a byte order mark.
  static int begin(String text) {
    return text.startsWith(MARK) ? MARK.length() : text.startsWith(MARK_BYTES) ? 3 : 0;
  }

  /// The bytes with another text in some places.
  ///
  /// @param spots in the order of the text, none within another
  byte[] with(List<Spot> spots, String replacement) {
    var changed = new StringBuilder(text.length() + 16);
    int from = 0;
    for (Spot spot : spots) {
      changed.append(text, from, spot.start()).append(replacement);
      from = spot.end();
    }
    return changed.append(text, from, text.length()).toString().getBytes(charset);
  }
}
