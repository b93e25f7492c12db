package dev.signalbox.port;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Runs a team's own commands on this machine. A command outlives the server that started it: it
/// has its own process group, writes its output and its exit code where a restarted server finds
/// them, and is known by a key that never changes. So a command is started once, whatever happens
/// to us.
public interface CommandRunner {

  /// Starts the command, unless this key was started before.
  void start(Order order);

  /// What became of it, as this machine knows it.
  State state(String key);

  /// The next part of its output (standard output and error, as they came).
  ///
  /// @param from how many bytes were read before
  /// @param most how many bytes at the most; fewer than asked means that this is all for now
  byte[] output(String key, long from, int most);

  /// Ends the command and everything it started: asks first, then insists. Done when it returns.
  void stop(String key);

  /// Removes what is kept of an ended command.
  void forget(String key);

  /// @param key the effect's idempotency key
  /// @param argv the program and its arguments, never put together from names
  /// @param environment all the command sees of ours; nothing is inherited
  record Order(String key, List<String> argv, Path directory, Map<String, String> environment) {}

  sealed interface State {

    /// Never started here.
    record Absent() implements State {}

    record Running(Instant since) implements State {}

    record Exited(int code) implements State {}

    /// It was started and is gone without an exit code: killed from outside, or the machine went
    /// down.
    record Vanished() implements State {}
  }
}
