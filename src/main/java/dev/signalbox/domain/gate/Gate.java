package dev.signalbox.domain.gate;

import dev.signalbox.base.Reason;
import java.util.Optional;

/// Something that must be true before a promotion starts, and whether it is.
///
/// @param name short and stable: `upstream`, `request`, `turn`, `lock`
public record Gate(String name, Result result) {

  public sealed interface Result {

    /// @param sentence why it is open
    record Open(String sentence) implements Result {}

    /// Who can clear it and when it opens stand in the reason.
    record Closed(Reason reason) implements Result {}
  }

  public static Gate open(String name, String sentence) {
    return new Gate(name, new Result.Open(sentence));
  }

  public static Gate closed(String name, Reason reason) {
    return new Gate(name, new Result.Closed(reason));
  }

  public String sentence() {
    return switch (result) {
      case Result.Open(String sentence) -> sentence;
      case Result.Closed(Reason reason) -> reason.sentence();
    };
  }

  /// Why it is closed; empty if it is open.
  public Optional<Reason> closedFor() {
    return result instanceof Result.Closed(Reason reason) ? Optional.of(reason) : Optional.empty();
  }

  public boolean isOpen() {
    return result instanceof Result.Open;
  }
}
