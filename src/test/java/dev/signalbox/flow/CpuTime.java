package dev.signalbox.flow;

import java.lang.management.ManagementFactory;

/// What this thread has worked. Unlike a clock on the wall it does not run while others work, so a
/// limit on it holds on a busy machine too.
final class CpuTime {

  private CpuTime() {}

  static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
