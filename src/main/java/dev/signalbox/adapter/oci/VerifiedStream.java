package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/// Bytes that must be the ones their descriptor promises. The last of them are held back until the
/// digest is known to be right, so whoever writes them down never has a whole blob that is wrong.
final class VerifiedStream extends FilterInputStream {

  /// The promised bytes are not to be had; the message is a sentence for a person. It says whose
  /// fault it is, for whoever copies a blob has two registries to suspect.
  static final class Unusable extends IOException {

    private static final long serialVersionUID = 1L;

    private Unusable(String sentence) {
      super(sentence);
    }

    private Unusable(String sentence, IOException cause) {
      super(sentence, cause);
    }

    /// The one behind this failure, however deep a client has wrapped it.
    static Optional<Unusable> behind(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof Unusable unusable) {
          return Optional.of(unusable);
        }
      }
      return Optional.empty();
    }
  }

  private final Descriptor promised;
  private final String where;
  private final MessageDigest running = Digest.sha256();
  private long seen;
  private boolean verified;

  VerifiedStream(InputStream in, Descriptor promised, String where) {
    super(in);
    this.promised = promised;
    this.where = where;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = verified ? -1 : next(into, offset, length);
    if (count > 0) {
      running.update(into, offset, count);
      seen += count;
    }
    if (!verified && (count < 0 || seen >= promised.size())) {
      verify();
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public long skip(long count) throws IOException {
    return Math.max(0, read(new byte[Math.clamp(count, 0, 8192)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int next(byte[] into, int offset, int length) throws Unusable {
    try {
      return in.read(into, offset, length);
    } catch (IOException e) {
      throw new Unusable(
          "The blob %s could not be read from %s to its end: %s. Try again later."
              .formatted(promised.digest().brief(), where, Trouble.of(e)),
          e);
    }
  }

  private void verify() throws Unusable {
    Digest actual = Digest.of(running);
    boolean more = seen > promised.size() || next(new byte[1], 0, 1) >= 0;
    if (more || seen < promised.size() || !actual.equals(promised.digest())) {
      throw new Unusable(
          "The blob %s in %s is damaged: expected %d bytes with that digest, found %s. Nothing was made of it."
              .formatted(
                  promised.digest().brief(),
                  where,
                  promised.size(),
                  more ? "more" : "%d bytes with the digest %s".formatted(seen, actual.brief())));
    }
    verified = true;
  }
}
