package dev.signalbox.journey;

import dev.signalbox.adapter.process.LocalProcesses;
import dev.signalbox.base.Slug;
import dev.signalbox.port.DeploymentTarget;
import dev.signalbox.port.DeploymentTarget.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Ends what servers in processes of their own have deployed; they leave it running, as they
/// should.
final class Sites {

  private Sites() {}

  /// Where the instances of the storefront in production answer.
  static List<URI> addresses(Path work) {
    return new LocalProcesses(work.resolve("sites"), Clock.systemUTC())
        .instances(new Site(new Slug("storefront"), new Slug("production"))).stream()
            .map(DeploymentTarget.Instance::address)
            .toList();
  }

  static void takeDown(Path work) {
    new LocalProcesses(work.resolve("sites"), Clock.systemUTC()).takeDownAll();
  }
}
