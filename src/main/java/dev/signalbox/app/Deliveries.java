package dev.signalbox.app;

import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Webhook deliveries: believed if they are signed with the service's secret over their raw bytes,
/// kept once, and taken as a hint to look.
public final class Deliveries {

  private final Database database;
  private final InstantSource clock;

  public Deliveries(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public enum Answer {
    /// Kept; the repository is looked at.
    TAKEN,
    /// It came before; nothing is done.
    KNOWN,
    /// Not signed by whoever has the secret, or for a service there is none of: the same answer, so
    /// that nobody learns which.
    NOT_BELIEVED
  }

  /// @param signature the value of `X-Hub-Signature-256`, as GitHub and Gitea send it
  public Answer receive(
      String service, String id, String event, byte[] body, Optional<String> signature) {
    Optional<ServiceRow> row = database.read(tx -> tx.services().named(service));
    String secret = row.map(ServiceRow::webhookSecret).orElse("nobody knows this");
    if (!signed(secret, body, signature.orElse("")) || row.isEmpty()) {
      return Answer.NOT_BELIEVED;
    }
    return database.write(tx -> {
      Instant now = clock.instant();
      if (!tx.deliveries().keep(service + "/" + id, row.get().id(), event, body, now)) {
        return Answer.KNOWN;
      }
      tx.services().lookAt(row.get().id(), now);
      return Answer.TAKEN;
    });
  }

  private static boolean signed(String secret, byte[] body, String signature) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
      return MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has no HmacSHA256", impossible);
    }
  }
}
