package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

  @RepeatedTest(10)
  void a_port_is_free_and_none_that_outgoing_connections_get() throws Exception {
    String outgoing =
        Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range")).getFirst();
    int port = LoopbackPort.choose();
    assertThat(port).isLessThan(Integer.parseInt(outgoing.split("\\s+", 2)[0]));
    assertThat(LoopbackPort.free(port)).isTrue();
  }

  @Test
  void a_port_where_somebody_listens_is_not_free() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(LoopbackPort.free(listening.getLocalPort())).isFalse();
    }
  }
}
