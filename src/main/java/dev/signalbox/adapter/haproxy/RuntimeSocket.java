package dev.signalbox.adapter.haproxy;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The runtime socket of an HAProxy (its manual calls it the stats socket): a line is asked, a text
/// comes back, and the connection ends. It needs `level admin`.
public final class RuntimeSocket {

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private final String called;
  private final SocketAddress address;

  /// @param name how the settings call it
  /// @param address from [#address]
  public RuntimeSocket(String name, SocketAddress address) {
    this.called = "HAProxy '" + name + "'";
    this.address = address;
  }

  /// `/run/haproxy/admin.sock`, or `host:port`.
  ///
  /// @return empty if it is neither
  public static Optional<SocketAddress> address(String text) {
    if (text.startsWith("/")) {
      try {
        return Optional.of(UnixDomainSocketAddress.of(Path.of(text)));
      } catch (InvalidPathException none) {
        return Optional.empty();
      }
    }
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(text.substring(0, colon), port));
  }

  /// Such as `HAProxy 'edge'`.
  String called() {
    return called;
  }

  /// What is answered to one command.
  String ask(String command) {
    try (SocketChannel channel = open()) {
      Thread limit = Thread.ofVirtual().start(() -> closeLater(channel));
      try {
        channel.connect(address);
        ByteBuffer line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        return read(channel);
      } finally {
        limit.interrupt();
      }
    } catch (IOException silent) {
      throw new PortException(
          "%s does not answer at %s (%s). Is it up, and may we use its runtime socket?"
              .formatted(called, address, why(silent)),
          silent);
    }
  }

  private SocketChannel open() throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private String read(SocketChannel channel) throws IOException {
    List<byte[]> parts = new ArrayList<>();
    int size = 0;
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      buffer.clear();
      parts.add(part);
      size += part.length;
      if (size > MOST_BYTES) {
        throw new IOException("it answers without an end");
      }
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    parts.forEach(all::put);
    return new String(all.array(), StandardCharsets.UTF_8).strip();
  }

  private static void closeLater(SocketChannel channel) {
    try {
      Thread.sleep(WITHIN);
      channel.close();
    } catch (InterruptedException | IOException inTime) {
      Thread.currentThread().interrupt();
    }
  }

  private static String why(IOException silent) {
    return silent instanceof java.nio.channels.ClosedChannelException
        ? "nothing within " + WITHIN.toSeconds() + " s"
        : silent.getMessage() == null ? silent.getClass().getSimpleName() : silent.getMessage();
  }
}
