package dev.signalbox.adapter.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// An SSH key that signs what Signalbox puts into a repository, so that `git verify-tag` can tell
/// it from anybody else's. Made with the JDK's own Ed25519; the same key and words give the same
/// signature, which keeps release commits reproducible.
///
/// The forms are OpenSSH's: PROTOCOL.key for the key, PROTOCOL.sshsig for the signature.
public final class SigningKey {

  private static final String KIND = "ssh-ed25519";
  private static final String HASH = "sha512";
  private static final int KEY_BYTES = 32;
  private static final String WANTED =
      "it is not an OpenSSH private key of the kind ed25519 without a passphrase. Make one with: ssh-keygen -t ed25519 -N '' -f signing-key";

  /// What stands before an Ed25519 key of 32 bytes in a certificate.
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PrivateKey secret;
  private final byte[] open;

  private SigningKey(PrivateKey secret, byte[] open) {
    this.secret = secret;
    this.open = open;
  }

  /// Reads what `ssh-keygen` writes into a file.
  ///
  /// @throws IllegalArgumentException if it is no key that we can sign with; the message repeats
  ///   nothing of it
  public static SigningKey read(String text) {
    try {
      ByteBuffer file = ByteBuffer.wrap(unwrapped(text));
      require(SshBytes.takeLine(file, "openssh-key-v1"));
      require(SshBytes.takeText(file).equals("none")); // the cipher
      require(SshBytes.takeText(file).equals("none")); // how a passphrase becomes its key
      require(SshBytes.take(file).length == 0);
      require(file.getInt() == 1); // how many keys there are
      byte[] open = SshBytes.take(file);
      ByteBuffer hidden = ByteBuffer.wrap(SshBytes.take(file));
      int check = hidden.getInt();
      require(check == hidden.getInt()); // differs after a wrong passphrase
      require(SshBytes.takeText(hidden).equals(KIND));
      byte[] point = SshBytes.take(hidden);
      byte[] seed = Arrays.copyOf(SshBytes.take(hidden), KEY_BYTES);
      require(Arrays.equals(open, SshBytes.join(SshBytes.text(KIND), SshBytes.of(point))));
      var key = new SigningKey(privateKey(seed), open);
      require(key.fits(point));
      return key;
    } catch (GeneralSecurityException | RuntimeException unusable) {
      throw new IllegalArgumentException(WANTED, unusable);
    }
  }

  /// The public half, as `allowed_signers` has it behind the address.
  public String publicKey() {
    return KIND + " " + Base64.getEncoder().encodeToString(open);
  }

  /// A signature in armour, ending with a line end.
  ///
  /// @param namespace what kind of thing is signed, so that a signature for one use is none for
  ///   another
  String sign(String namespace, byte[] message) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(message);
      byte[] about =
          SshBytes.join(
              SshBytes.text(namespace),
              SshBytes.text(""), // reserved
              SshBytes.text(HASH));
      byte[] signed =
          signature(SshBytes.join(SshBytes.plain("SSHSIG"), about, SshBytes.of(digest)));
      return armoured(
          SshBytes.join(
              SshBytes.plain("SSHSIG"),
              new byte[] {0, 0, 0, 1}, // the version of the form
              SshBytes.of(open),
              about,
              SshBytes.of(SshBytes.join(SshBytes.text(KIND), SshBytes.of(signed)))));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the JDK cannot sign. Indicates a bug.", impossible);
    }
  }

  /// Names the public half only.
  @Override
  public String toString() {
    return publicKey();
  }

  private byte[] signature(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(secret);
    signature.update(message);
    return signature.sign();
  }

  private boolean fits(byte[] point) throws GeneralSecurityException {
    byte[] trial = SshBytes.plain("trial");
    PublicKey half =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(SshBytes.join(X509_PREFIX, point)));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(half);
    check.update(trial);
    return check.verify(signature(trial));
  }

  private static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  private static byte[] unwrapped(String text) {
    String begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    String end = "-----END OPENSSH PRIVATE KEY-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    require(from >= 0 && to > from);
    String inside = text.substring(from + begin.length(), to).replaceAll("\\s", "");
    return Base64.getDecoder().decode(inside);
  }

  private static String armoured(byte[] signature) {
    byte[] lineEnd = {'\n'};
    return "-----BEGIN SSH SIGNATURE-----\n"
        + new String(
            Base64.getMimeEncoder(70, lineEnd).encode(signature), StandardCharsets.US_ASCII)
        + "\n-----END SSH SIGNATURE-----\n";
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(WANTED);
    }
  }
}
