package dev.signalbox.adapter.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.NoSuchElementException;

/// Ports of this machine's own loopback.
///
/// They are chosen below those that the kernel gives to outgoing connections. One of these could be
/// taken by anybody's connection while our server is down for a moment; and a client that tries a
/// port where nobody listens may be given that very port and find itself talking to itself.
final class LoopbackPort {
  private LoopbackPort() {}

  static final String ADDRESS = "127.0.0.1";

  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int LOWEST = 10_000;
  private static final int USUAL_OUTGOING = 32_768;
  private static final int ANY = 0;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A port where nobody listens now.
  static int choose() {
    int end = lowestOutgoing();
    for (int attempt = 0; attempt < 100 && end > LOWEST; attempt++) {
      int port = RANDOM.nextInt(LOWEST, end);
      if (free(port)) {
        return port;
      }
    }
    try (ServerSocket any = new ServerSocket(ANY, 1, InetAddress.ofLiteral(ADDRESS))) {
      return any.getLocalPort();
    } catch (IOException full) {
      throw new IllegalStateException("no port is left on the loopback", full);
    }
  }

  static boolean free(int port) {
    try (ServerSocket tried = new ServerSocket(port, 1, InetAddress.ofLiteral(ADDRESS))) {
      return tried.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /// Neither TLS nor Kerberos is asked for: nothing leaves the machine.
  static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=disable&gssEncMode=disable"
        .formatted(ADDRESS, port, database);
  }

  private static int lowestOutgoing() {
    try {
      // Line by line: the kernel gives such a file to the first read only, however short that is.
      return Integer.parseInt(Files.readAllLines(OUTGOING).getFirst().split("\\s+", 2)[0]);
    } catch (IOException | NoSuchElementException | NumberFormatException unknown) {
      return USUAL_OUTGOING;
    }
  }
}
