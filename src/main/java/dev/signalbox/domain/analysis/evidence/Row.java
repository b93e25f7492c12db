package dev.signalbox.domain.analysis.evidence;

import java.util.Optional;

/// What one instance counted of one metric in one window. The counts are differences of counters;
/// doubles, because counters are, and whole numbers add up exactly.
///
/// @param metric its name in the policy
/// @param instance empty where the arm is counted as a whole
/// @param total all requests
/// @param bad the requests that went wrong; for a metric of events, the events. Of no meaning where
///   there is a bucket
/// @param bucket of a latency metric: one edge of its histogram
public record Row(
    String metric, Arm arm, String instance, double total, double bad, Optional<Bucket> bucket) {

  /// @param le the edge, in the metric's unit
  /// @param count how many of all requests took no longer than that
  public record Bucket(double le, double count) {}

  /// A row of requests, and how many of them went wrong.
  public static Row of(String metric, Arm arm, String instance, double total, double bad) {
    return new Row(metric, arm, instance, total, bad, Optional.empty());
  }

  /// A row of requests, and how many of them took no longer than an edge.
  public static Row bucket(
      String metric, Arm arm, String instance, double total, double le, double count) {
    return new Row(metric, arm, instance, total, total - count, Optional.of(new Bucket(le, count)));
  }

  /// The requests that count against the version: those that went wrong, or that were slower than
  /// the edge.
  double against() {
    return bucket.map(edge -> total - edge.count()).orElse(bad);
  }

  /// The edge, or infinity where there is none.
  double edge() {
    return bucket.map(Bucket::le).orElse(Double.POSITIVE_INFINITY);
  }

  /// Whether the numbers can belong together.
  boolean isSound() {
    double against = against();
    return Double.isFinite(total) && against >= 0 && against <= total;
  }
}
