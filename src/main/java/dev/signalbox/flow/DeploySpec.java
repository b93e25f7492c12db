package dev.signalbox.flow;

import java.time.Duration;
import java.util.Optional;

/// How an artifact is brought up in an environment.
public sealed interface DeploySpec {

  /// As a process on this machine, unpacked from the artifact. It is given `PORT` and answers
  /// there.
  ///
  /// @param health the path that answers 200 when it is up
  /// @param version the path whose answer contains the version, or the commit where there is no
  ///   version yet
  record AsProcess(Command start, String health, Optional<String> version, Duration within)
      implements DeploySpec {}

  /// By a command of the team's own, run in a checkout of the commit. It must bring up the digest
  /// it is given, and be harmless when run again.
  ///
  /// @param probe prints the digest that runs; asked before a deployment is tried again
  record ByCommand(Command command, Optional<Command> probe, Duration within)
      implements DeploySpec {}
}
