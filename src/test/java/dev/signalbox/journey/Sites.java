package dev.signalbox.journey;

import dev.signalbox.adapter.process.LocalProcesses;
import java.nio.file.Path;
import java.time.Clock;

/// Ends what servers in processes of their own have deployed; they leave it running, as they
/// should.
final class Sites {

  private Sites() {}

  static void takeDown(Path work) {
    new LocalProcesses(work.resolve("sites"), Clock.systemUTC()).takeDownAll();
  }
}
