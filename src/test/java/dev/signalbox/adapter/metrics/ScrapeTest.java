package dev.signalbox.adapter.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.adapter.metrics.Shop.Page;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScrapeTest {

  private static final Selector HITS = new Selector("hits_total", List.of());

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void counters_are_read_from_the_service_itself() {
    shop.shows("/metrics", Shop.TEXT, "hits_total{status=\"200\"} 5\n");

    assertThat(read("/metrics")).containsExactly(new Series(Map.of("status", "200"), 5));
    assertThat(shop.asked.getFirst().getOrDefault("Accept", List.of()))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("text/plain;version=0.0.4");
  }

  @Test
  void nothing_counted_yet_is_an_answer() {
    shop.shows("/metrics", Shop.TEXT, "other_total 5\n");

    assertThat(read("/metrics")).isEmpty();
  }

  @Test
  void open_metrics_is_known_by_its_content_type() {
    shop.shows("/metrics", Shop.OPEN_METRICS, "hits_total 5\n# EOF\n");
    assertThat(read("/metrics")).containsExactly(new Series(Map.of(), 5));

    shop.shows("/metrics", Shop.OPEN_METRICS, "hits_total 5\n");
    assertThatThrownBy(() -> read("/metrics")).hasMessageContaining("# EOF");
  }

  @Test
  void another_status_is_no_metrics() {
    assertThatThrownBy(() -> read("/metrics?token=hush"))
        .isInstanceOf(PortException.class)
        .hasMessage(
            "%s/metrics answers 404 instead of metrics. Does the service show its metrics there?",
            shop.address())
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_redirect_on_the_same_server_is_followed() {
    shop.redirects("/metrics", "/metrics/").shows("/metrics/", Shop.TEXT, "hits_total 5\n");

    assertThat(read("/metrics")).hasSize(1);
  }

  @Test
  void a_redirect_to_another_server_is_not_followed() {
    try (var other = new Shop()) {
      other.shows("/metrics", Shop.TEXT, "hits_total 5\n");
      for (String location :
          List.of(
              other.address() + "/metrics",
              "//127.0.0.1:" + other.address().getPort() + "/metrics",
              "https://127.0.0.1:" + shop.address().getPort() + "/metrics",
              "file:///etc/passwd",
              "http://[broken",
              "mailto:x@example.org")) {
        shop.redirects("/metrics", location);
        assertThatThrownBy(() -> read("/metrics")).as(location).isInstanceOf(PortException.class);
      }
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void redirects_in_circles_end() {
    shop.redirects("/metrics", "/metrics");

    assertThatThrownBy(() -> read("/metrics")).hasMessageContaining("redirects in circles");
    assertThat(shop.asked).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "@127.0.0.1:1/metrics", ":1/metrics", "", "/a b", "/%zz"})
  void a_path_that_is_none_is_told_as_such(String path) {
    assertThatThrownBy(() -> new Scrape(shop.address(), path))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("path '" + path + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//127.0.0.1:1/metrics", "/@127.0.0.1:1/metrics", "/..//x:1/metrics"})
  void a_path_leads_to_no_other_server(String path) {
    assertThatThrownBy(() -> read(path)).hasMessageContaining("answers 404");
    assertThat(shop.asked).hasSize(1);
  }

  @Test
  void nobody_there_is_told_as_such() {
    URI gone = shop.address();
    shop.close();

    assertThatThrownBy(() -> new Scrape(gone, "/metrics").read(HITS))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("Nobody answers at " + gone + "/metrics.");
  }

  @Test
  void a_service_that_says_nothing_is_not_waited_for_for_ever() {
    var end = new CountDownLatch(1);
    try (var mute = new RawServer(out -> waitFor(end))) {
      assertThatThrownBy(() -> hasty(mute).read(HITS))
          .hasMessageEndingWith("/metrics did not answer within 2 seconds.");
    } finally {
      end.countDown();
    }
  }

  @Test
  void a_service_that_dribbles_is_not_waited_for_for_ever() {
    var end = new CountDownLatch(1);
    try (var slow =
        new RawServer(out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\nhits_total 5\n".getBytes(UTF_8));
          out.flush();
          waitFor(end);
        })) {
      assertThatThrownBy(() -> hasty(slow).read(HITS)).hasMessageContaining("within 2 seconds");
    } finally {
      end.countDown();
    }
  }

  @Test
  void a_text_without_end_is_not_taken_in() {
    byte[] line = "hits_total 5\n".repeat(5_000).getBytes(UTF_8);
    try (var endless =
        new RawServer(out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
          while (true) {
            out.write(line);
          }
        })) {
      assertThatThrownBy(() -> new Scrape(endless.address(), "/metrics").read(HITS))
          .hasMessageContaining("answers with more than 16 MiB");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhits_total 5\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\nhits_total 5\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\nhits_total 5\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhits_total 5\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nhits_total 5\n",
        "HTTP/1.1 200 OK\r\n\r\nhits_total{city=\"Z\u00fcrich\"} 5\n",
        "HTTP/1.1 999 \r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "",
      })
  void an_answer_that_is_broken_is_no_answer(String answer) {
    try (var broken = RawServer.saying(answer)) {
      assertThatThrownBy(() -> new Scrape(broken.address(), "/metrics").read(HITS))
          .isInstanceOf(PortException.class);
    }
  }

  @Test
  void compressed_text_is_refused_before_it_can_unfold() {
    shop.shows("/metrics", new Page(200, Map.of("Content-Encoding", "gzip"), "hits_total 5\n"));

    assertThatThrownBy(() -> read("/metrics")).hasMessageContaining("answers compressed");
  }

  private List<Series> read(String path) {
    return new Scrape(shop.address(), path).read(HITS);
  }

  private static Scrape hasty(RawServer server) {
    return new Scrape(server.address(), "/metrics", Duration.ofSeconds(2));
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
