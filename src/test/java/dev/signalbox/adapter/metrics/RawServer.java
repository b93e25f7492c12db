package dev.signalbox.adapter.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A server that says whatever bytes a test wants, well-formed or not, to everybody who connects.
final class RawServer implements AutoCloseable {

  private final ServerSocket listening;
  private final Answer answer;

  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  RawServer(Answer answer) {
    this.answer = answer;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Thread.ofVirtual().start(this::serve);
  }

  static RawServer saying(String text) {
    return new RawServer(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      byte[] request = new byte[8192];
      if (socket.getInputStream().read(request) > 0) {
        answer.write(socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException gone) {
      // the other side has heard enough
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
