package dev.signalbox.domain.artifact;

import dev.signalbox.base.Plain;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What bytes are, for ever: `sha256:` and 64 hexadecimal digits, as in the OCI image
/// specification. The one identity that travels from the build to production.
public record Digest(String text) implements Plain {

  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  /// @throws IllegalArgumentException if the text is not a SHA-256 digest
  public Digest {
    if (!isDigest(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a digest. Expected sha256: and 64 hexadecimal digits.");
    }
  }

  public static boolean isDigest(String text) {
    return FORM.matcher(text).matches();
  }

  public static Digest of(byte[] bytes) {
    MessageDigest running = sha256();
    running.update(bytes);
    return of(running);
  }

  /// A running SHA-256; turn its result into a digest by [#of(MessageDigest)].
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK has no SHA-256", impossible);
    }
  }

  /// The digest of what the running hash has seen; the hash starts anew.
  public static Digest of(MessageDigest running) {
    return new Digest("sha256:" + HexFormat.of().formatHex(running.digest()));
  }

  /// The 64 hexadecimal digits.
  public String hex() {
    return text.substring("sha256:".length());
  }

  /// The first twelve digits: enough to recognise it in a sentence.
  public String brief() {
    return hex().substring(0, 12);
  }

  @Override
  public String toString() {
    return text;
  }
}
