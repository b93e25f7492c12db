package dev.signalbox.adapter.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.signalbox.domain.rollout.Exposure;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Haproxy;
import dev.signalbox.port.PortException;
import dev.signalbox.port.TrafficSplit.Observation;
import dev.signalbox.port.TrafficSplit.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real HAProxy before real HTTP servers, and who really gets the requests.
class BackendTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Haproxy haproxy = Haproxy.with(4);
  private final Backend backend = backend(haproxy.socket(), Haproxy.BACKEND);
  private final List<Version> versions = new ArrayList<>();

  @AfterEach
  void end() {
    versions.forEach(Version::close);
    haproxy.close();
  }

  @Test
  void requests_go_where_the_split_says_and_back_again() {
    Version one = version();
    Version two = version();
    Version next = version();
    List<URI> stable = List.of(one.address(), two.address());

    settle(new Route(stable, List.of(), Exposure.NONE));
    ask(100);
    assertThat(one.served()).isBetween(49, 51);
    assertThat(two.served()).isBetween(49, 51);

    settle(new Route(stable, List.of(next.address()), new Exposure(25)));
    ask(200);
    assertThat(next.served()).isBetween(42, 58);

    settle(new Route(stable, List.of(next.address()), Exposure.NONE));
    int before = next.served();
    ask(100);
    assertThat(next.served()).as("all traffic is back").isEqualTo(before);
  }

  @Test
  void the_new_version_takes_the_slots_of_the_old_over_when_it_is_gone() {
    Version old = version();
    Version next = version();
    settle(new Route(List.of(old.address()), List.of(next.address()), Exposure.ALL));
    settle(new Route(List.of(), List.of(next.address()), Exposure.ALL));

    for (int i = 0; i < 6; i++) {
      Version newer = version();
      settle(new Route(List.of(next.address()), List.of(newer.address()), new Exposure(50)));
      settle(new Route(List.of(), List.of(newer.address()), Exposure.ALL));
      next = newer;
    }
    ask(10);
    assertThat(next.served()).isEqualTo(10);
    assertThat(old.served()).isLessThan(2);
  }

  @Test
  void a_split_that_is_not_there_is_said_to_be_none() {
    Version one = version();
    Version next = version();
    Route wanted = new Route(List.of(one.address()), List.of(next.address()), new Exposure(5));

    assertThat(sentence(backend.observe(wanted))).contains("does not have " + host(one));

    backend.apply(new Route(List.of(one.address()), List.of(next.address()), new Exposure(50)));
    assertThat(sentence(backend.observe(wanted))).contains("the weight");

    backend.apply(wanted);
    assertThat(backend.observe(wanted)).isEqualTo(new Observation.Settled(0));
    assertThat(
            sentence(backend.observe(new Route(List.of(one.address()), List.of(), Exposure.NONE))))
        .contains("the weight");
  }

  @Test
  void an_haproxy_that_was_started_anew_is_put_right_by_the_next_look() {
    Version one = version();
    Version next = version();
    Route wanted = new Route(List.of(one.address()), List.of(next.address()), new Exposure(50));
    settle(wanted);

    haproxy.kill();
    assertThatThrownBy(() -> backend.observe(wanted))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("HAProxy 'edge' does not answer");
    haproxy.again();

    assertThat(backend.observe(wanted)).isInstanceOf(Observation.Unsettled.class);
    settle(wanted);
    ask(20);
    assertThat(next.served()).isBetween(9, 11);
  }

  @Test
  void requests_that_are_still_served_by_who_gets_no_more_are_counted() throws Exception {
    Version one = version();
    Version next = version();
    Route half = new Route(List.of(one.address()), List.of(next.address()), Exposure.ALL);
    settle(half);
    next.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> ask(1));
      await().atMost(LIMIT).until(() -> next.served() == 1);

      Route back = new Route(List.of(one.address()), List.of(next.address()), Exposure.NONE);
      backend.apply(back);
      assertThat(backend.observe(back)).isEqualTo(new Observation.Settled(1));

      next.letGo();
      slow.get();
      await().atMost(LIMIT).until(() -> backend.observe(back).equals(new Observation.Settled(0)));
    }
  }

  @Test
  void what_is_wrong_with_the_backend_is_said_in_words() {
    Version one = version();
    Route all = new Route(List.of(one.address()), List.of(), Exposure.NONE);

    assertThatThrownBy(() -> backend(haproxy.socket(), "elsewhere").observe(all))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("no backend 'elsewhere'");
    List<URI> many = List.of(1, 2, 3, 4, 5).stream().map(i -> version().address()).toList();
    assertThatThrownBy(() -> backend.apply(new Route(many, List.of(), Exposure.NONE)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("has 4 servers");
  }

  private void settle(Route route) {
    backend.apply(route);
    await().atMost(LIMIT).until(() -> backend.observe(route) instanceof Observation.Settled);
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      Api.send(HttpRequest.newBuilder(haproxy.address()));
    }
  }

  private static String sentence(Observation observation) {
    assertThat(observation).isInstanceOf(Observation.Unsettled.class);
    return ((Observation.Unsettled) observation).sentence();
  }

  private static String host(Version version) {
    return version.address().getAuthority();
  }

  private static Backend backend(Path socket, String name) {
    SocketAddress address = UnixDomainSocketAddress.of(socket);
    return new Backend(new RuntimeSocket("edge", address), name);
  }

  private Version version() {
    Version version = new Version();
    versions.add(version);
    return version;
  }

  /// One instance of a version, which counts.
  private static final class Version implements AutoCloseable {
    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server;
    private volatile CountDownLatch held = new CountDownLatch(0);

    Version() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          http -> {
            served.incrementAndGet();
            try {
              held.await();
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(200, body.length);
            http.getResponseBody().write(body);
            http.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int served() {
      return served.get();
    }

    void hold() {
      held = new CountDownLatch(1);
    }

    void letGo() {
      held.countDown();
    }

    @Override
    public void close() {
      letGo();
      server.stop(0);
    }
  }
}
