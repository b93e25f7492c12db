package dev.signalbox.domain.analysis.evidence;

/// What is counted of both arms, and how much worse the new one may be. Where the counts come from
/// is not said here.
public sealed interface Metric {

  /// Unique in its policy.
  String name();

  /// How much greater the new version's share may be than the old one's before it counts against
  /// it: 0.1 is ten per cent.
  double worseBy();

  Standing standing();

  /// What weight a metric has in the verdict.
  enum Standing {
    /// Shown, but neither stops a rollout nor lets it go on.
    ADVISORY,
    NORMAL,
    /// As NORMAL, but a stage may pass without its data.
    OPTIONAL,
    /// Its evidence counts twice.
    CRITICAL;

    int weight() {
      return switch (this) {
        case ADVISORY -> 0;
        case NORMAL, OPTIONAL -> 1;
        case CRITICAL -> 2;
      };
    }
  }

  /// The share of requests that go wrong; more is worse.
  ///
  /// @param ignoreBelow a share that is never worth a stop, whatever the old version's is; 0 if
  ///   there is none
  record Errors(String name, double worseBy, double ignoreBelow, Standing standing)
      implements Metric {}

  /// The shares of requests that are slower than the edges of a histogram; more is worse.
  record Latency(String name, double worseBy, Standing standing) implements Metric {}

  /// The share of requests that lead to an event, such as an order; less is worse.
  record Events(String name, double worseBy, Standing standing) implements Metric {}

  /// The same, without power.
  default Metric advisory() {
    return switch (this) {
      case Errors errors ->
          new Errors(errors.name(), errors.worseBy(), errors.ignoreBelow(), Standing.ADVISORY);
      case Latency latency -> new Latency(latency.name(), latency.worseBy(), Standing.ADVISORY);
      case Events events -> new Events(events.name(), events.worseBy(), Standing.ADVISORY);
    };
  }

  /// The greatest ratio of the new version's share to the old one's that is allowed.
  default double margin() {
    return 1 + worseBy();
  }
}
