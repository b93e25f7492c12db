package dev.signalbox.adapter.process;

import dev.signalbox.adapter.process.Kernel.LockMode;
import dev.signalbox.adapter.process.Kernel.Opened;
import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One holder at a time on this machine, be it a thread, a server or a program we started. The
/// kernel keeps it and frees it when the holder dies, so nothing has to be cleaned up after a
/// crash.
final class HostLock implements AutoCloseable {

  private final int descriptor;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private HostLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Whether somebody holds it. Asking takes it for an instant, though never from another asker.
  static boolean isHeld(Path file) {
    return switch (Kernel.open(file, false)) {
      case Opened.NoSuchFile() -> false;
      case Opened.Descriptor(int number) -> {
        try {
          yield !Kernel.lock(number, LockMode.SHARED);
        } finally {
          Kernel.close(number);
        }
      }
    };
  }

  /// Waits for it.
  ///
  /// @param patience how long at the most
  static HostLock take(Path file, Duration patience) {
    var wait = new Wait(patience);
    do {
      Optional<HostLock> taken = tryTake(file);
      if (taken.isPresent()) {
        return taken.get();
      }
    } while (wait.more());
    throw new PortException(
        "Somebody else has held %s for %s. Look for another Signalbox server that hangs."
            .formatted(file, Wait.inWords(patience)));
  }

  private static Optional<HostLock> tryTake(Path file) {
    return switch (Kernel.open(file, true)) {
      case Opened.NoSuchFile() ->
          throw new PortException("The folder " + file.getParent() + " is gone. Make it again.");
      case Opened.Descriptor(int number) -> {
        var mine = new HostLock(number);
        boolean taken = false;
        try {
          taken = Kernel.lock(number, LockMode.EXCLUSIVE);
        } finally {
          if (!taken) {
            mine.close();
          }
        }
        yield taken ? Optional.of(mine) : Optional.empty();
      }
    };
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      Kernel.close(descriptor);
    }
  }
}
