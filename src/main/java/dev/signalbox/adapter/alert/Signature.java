package dev.signalbox.adapter.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs a message as Standard Webhooks 1.0.0 says: HMAC-SHA256 over its id, the time of the
/// attempt and its body. Keeps the secret and never shows it.
final class Signature {

  private static final String PREFIX = "whsec_";

  private final SecretKeySpec key;

  /// @param secret `whsec_` and base64 of 24 to 64 bytes
  /// @throws IllegalArgumentException if it is not, without showing it
  Signature(String secret) {
    byte[] bytes = decoded(secret);
    if (!secret.startsWith(PREFIX) || bytes.length < 24 || bytes.length > 64) {
      throw new IllegalArgumentException(
          "The webhook's secret is not one. Expected whsec_ and base64 of 24 to 64 bytes.");
    }
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /// The value of the header `webhook-signature`.
  String of(String id, Instant attempt, byte[] body) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update((id + "." + attempt.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", impossible);
    }
  }

  private static byte[] decoded(String secret) {
    try {
      return Base64.getDecoder()
          .decode(secret.substring(Math.min(PREFIX.length(), secret.length())));
    } catch (IllegalArgumentException noBase64) {
      return new byte[0];
    }
  }
}
