package dev.signalbox.domain.change;

import dev.signalbox.base.Plain;

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

  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
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
