package dev.signalbox.auth;

import dev.signalbox.store.Database;
import dev.signalbox.store.TokenStore.SessionRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Who may write: whoever shows the token that was printed at the first start, or a browser that
/// has shown it. Only hashes are kept, so the database gives nothing away.
public final class Tokens {

  private static final Duration SESSION = Duration.ofHours(12);

  private final Database database;
  private final SecureRandom random;
  private final InstantSource clock;

  public Tokens(Database database, SecureRandom random, InstantSource clock) {
    this.database = database;
    this.random = random;
    this.clock = clock;
  }

  /// Makes the first token of this database.
  ///
  /// @return the token, which is nowhere else from now on; empty if there is one already
  public Optional<String> first() {
    String token = "sbx_" + secret();
    return database.write(tx -> tx.tokens().addFirst(hash(token), "first", clock.instant()))
        ? Optional.of(token)
        : Optional.empty();
  }

  /// The operator's own token may write from now on, whatever else may.
  public void expect(String token) {
    database.change(tx -> tx.tokens().add(hash(token), "operator", clock.instant()));
  }

  /// Whether it is a token that may write. Takes as long for a wrong one as for a right one.
  public boolean mayWrite(String token) {
    byte[] shown = hash(token).getBytes(StandardCharsets.US_ASCII);
    boolean known = false;
    for (String hash : database.read(tx -> tx.tokens().hashes())) {
      known |= MessageDigest.isEqual(shown, hash.getBytes(StandardCharsets.US_ASCII));
    }
    return known;
  }

  /// A browser's session.
  ///
  /// @param cookie goes to the browser and nowhere else
  /// @param csrf goes into every page and comes back with every write
  public record Session(String cookie, String person, String csrf) {}

  /// @return empty if the token may not write
  public Optional<Session> signIn(String token, String person) {
    if (!mayWrite(token)) {
      return Optional.empty();
    }
    var session = new Session(secret(), person, secret());
    Instant now = clock.instant();
    database.change(tx ->
        tx.tokens()
            .addSession(hash(session.cookie()), person, session.csrf(), now, now.plus(SESSION)));
    return Optional.of(session);
  }

  public Optional<Session> session(String cookie) {
    Optional<SessionRow> row =
        database.read(tx -> tx.tokens().session(hash(cookie), clock.instant()));
    return row.map(r -> new Session(cookie, r.person(), r.csrf()));
  }

  public void signOut(String cookie) {
    database.change(tx -> tx.tokens().endSession(hash(cookie)));
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this JDK has no SHA-256", impossible);
    }
  }
}
