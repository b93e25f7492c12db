package dev.signalbox.domain.change;

import dev.signalbox.base.Plain;
import java.nio.charset.StandardCharsets;

/// The name of a commit: 40 hexadecimal digits of SHA-1, or 64 of SHA-256.
public record CommitId(String text) implements Plain {

  /// @throws IllegalArgumentException if the text is not a whole commit id
  public CommitId {
    if ((text.length() != 40 && text.length() != 64) || !isHexadecimal(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a whole commit id.");
    }
  }

  /// The first eight digits: enough to recognise it in a sentence.
  public String brief() {
    return text.substring(0, 8);
  }

  /// By its bytes: to ask a text for each of its letters takes five times as long, and a repository
  /// may have ten thousand tags.
  private static boolean isHexadecimal(String text) {
    for (byte c : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /// Said out loud, as the next: what the JVM makes for a record it makes anew at each start.
  @Override
  public boolean equals(Object other) {
    return other instanceof CommitId that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
