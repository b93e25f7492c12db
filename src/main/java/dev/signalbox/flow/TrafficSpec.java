package dev.signalbox.flow;

import java.time.Duration;

/// Who splits the traffic between the old version and the new one.
public sealed interface TrafficSpec {

  /// A backend of an HAProxy that this server's settings name.
  record Haproxy(String name, String backend) implements TrafficSpec {}

  /// A command of the team's own, run in a checkout of the commit. It must be harmless when run
  /// again.
  ///
  /// @param probe prints the percentage that the new version gets now, and nothing else
  record ByCommand(Command command, Command probe, Duration within) implements TrafficSpec {}
}
