package dev.signalbox.adapter.oci;

import java.time.Duration;

/// How much we take before we say no: a registry, or whoever filled it, may be broken or hostile.
///
/// @param entries the most files, directories and links in one artifact
/// @param bytes the most bytes of its unpacked files together
/// @param patience how long a registry may take to answer; what carries bytes gets a second more
///   for every 256 KiB
public record Limits(int entries, long bytes, Duration patience) {

  /// 200,000 entries, 8 GiB, 30 seconds.
  public static final Limits STANDARD =
      new Limits(200_000, 8L * 1024 * 1024 * 1024, Duration.ofSeconds(30));

  private static final long SLOWEST_BYTES_A_SECOND = 256 * 1024;

  /// How long a request may last that carries so many bytes.
  Duration patienceFor(long size) {
    return patience.plusSeconds(size / SLOWEST_BYTES_A_SECOND);
  }
}
