package dev.signalbox.adapter.oci;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One at a time changes a layout's `index.json`: among the threads of a process by a lock in
/// memory, among processes by a lock on a file, which the kernel gives back when its holder dies.
/// Blobs need neither: their name is their content.
final class LayoutLock {

  /// The file's lock belongs to the whole process, so its threads have to agree first.
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  interface Work {
    void run() throws IOException;
  }

  private final Path folder;
  private final Duration patience;

  LayoutLock(Path folder, Duration patience) {
    this.folder = folder;
    this.patience = patience;
  }

  /// @throws IOException if somebody else holds the lock for longer than we wait
  void holding(Work work) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Path file = folder.resolve(".lock");
    ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath(), f -> new ReentrantLock());
    try {
      if (!threads.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw tooLong();
      }
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = lock(channel, deadline)) {
        work.run();
      } finally {
        threads.unlock();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("we were told to stop while waiting for the lock", stopped);
    }
  }

  private FileLock lock(FileChannel channel, long deadline)
      throws IOException, InterruptedException {
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - deadline > 0) {
        throw tooLong();
      }
      Thread.sleep(10);
      lock = channel.tryLock();
    }
    return lock;
  }

  private IOException tooLong() {
    return new IOException(
        "another process has held its lock for longer than %d s; is it stopped or stuck?"
            .formatted(patience.toSeconds()));
  }
}
