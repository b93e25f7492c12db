package dev.signalbox.domain.change;

import dev.signalbox.base.Plain;
import java.util.regex.Pattern;

/// The name of a commit: 40 hexadecimal digits of SHA-1, or 64 of SHA-256.
public record CommitId(String text) implements Plain {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");

  /// @throws IllegalArgumentException if the text is not a whole commit id
  public CommitId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a whole commit id.");
    }
  }

  /// The first eight digits: enough to recognise it in a sentence.
  public String brief() {
    return text.substring(0, 8);
  }

  @Override
  public String toString() {
    return text;
  }
}
