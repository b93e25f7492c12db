package dev.signalbox.domain.analysis.evidence;

import java.time.Duration;

/// What a service promises for ever, and when breaking it is an incident.
///
/// @param metric which of the metrics it is about
/// @param objective the share of requests that go well, such as 0.999
/// @param incidentAt how many times faster than allowed its errors are used up in an incident
/// @param falseAlarmEvery the mean time between false alarms while the limit is kept
/// @param window how long a window of counts lasts
public record Slo(
    String metric, double objective, double incidentAt, Duration falseAlarmEvery, Duration window) {

  /// The share of errors that is an incident.
  public double limit() {
    return incidentAt * (1 - objective);
  }

  /// Whether more errors than the limit can be told from the limit: the smallest increase that is
  /// tried leaves some requests that go well.
  public boolean canBreak() {
    return limit() < 0.6;
  }

  /// The same, counted in windows of another length.
  public Slo in(Duration windows) {
    return new Slo(metric, objective, incidentAt, falseAlarmEvery, windows);
  }

  /// The evidence at which it is one: as many windows as a false alarm may happen once in.
  public double needed() {
    return (double) falseAlarmEvery.toMillis() / window.toMillis();
  }
}
