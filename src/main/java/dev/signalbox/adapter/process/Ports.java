package dev.signalbox.adapter.process;

import dev.signalbox.port.DeploymentTarget.Site;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Which port a site has. Below those that the kernel hands out for a moment, so that a port a site
/// has had is its own the next time too.
final class Ports {

  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;

  private Ports() {}

  /// A free port; the same site of the same folder finds the same one, as long as nobody else has
  /// it. Sites of other folders look elsewhere first, so that two servers on one machine don't race
  /// for the ports of services of the same name.
  ///
  /// @param taken ports that other sites keep, even if they don't answer just now
  static int choose(Path sites, Site site, Set<Integer> taken) {
    int wish =
        Math.floorMod(Objects.hash(sites.toString(), site.service(), site.environment()), COUNT);
    return IntStream.range(0, COUNT)
        .map(step -> FIRST + (wish + step) % COUNT)
        .filter(port -> !taken.contains(port) && isFree(port))
        .findFirst()
        .orElseThrow(() ->
            new PortException(
                "No port from %d to %d is free on this machine. End what uses them."
                    .formatted(FIRST, FIRST + COUNT - 1)));
  }

  /// Waits for whoever had it to let go.
  static boolean becomesFree(int port, Duration within) {
    var wait = new Wait(within);
    do {
      if (isFree(port)) {
        return true;
      }
    } while (wait.more());
    return false;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true); // the last connections of the old program don't count
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
