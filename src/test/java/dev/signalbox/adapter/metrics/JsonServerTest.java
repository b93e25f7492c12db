package dev.signalbox.adapter.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.adapter.metrics.Shop.Page;
import dev.signalbox.port.JsonSource;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counts out of JSON: only what is a number counts, and what answers may be broken or hostile.
@Timeout(60)
class JsonServerTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private JsonSource server() {
    return new JsonServer("apm", shop.address(), new Access.Bearer("s3cret"));
  }

  private JsonSource.Document saying(String json) {
    shop.shows("/counts", Shop.JSON, json);
    return server().read("/counts");
  }

  @Test
  void numbers_stand_where_pointers_say_and_the_token_is_shown() {
    JsonSource.Document answer =
        saying(
            "{\"data\":[{\"errors\":3,\"a/b\":1.5e3}],\"text\":\"42\",\"le\":{\"0.1\":7,\"+Inf\":9}}");

    assertThat(answer.number("/data/0/errors")).isEqualTo(3);
    assertThat(answer.number("/data/0/a~1b")).isEqualTo(1500);
    assertThat(answer.number("/text")).as("large ones are written as text by some").isEqualTo(42);
    assertThat(answer.numbers("/le")).isEqualTo(Map.of("0.1", 7.0, "+Inf", 9.0));
    assertThat(shop.asked.getFirst().get("Authorization")).containsExactly("Bearer s3cret");
    assertThat(shop.asked.getFirst().get("Accept")).containsExactly("application/json");
  }

  @Test
  void it_is_asked_below_its_own_path() {
    shop.shows("/api/v2/counts", Shop.JSON, "{\"n\":1}");
    URI below = URI.create(shop.address() + "/api/v2/");

    assertThat(
            new JsonServer("apm", below, new Access.Open())
                .read("/counts?from=2026-11-02T08%3A00%3A00Z")
                .number("/n"))
        .isEqualTo(1);
    assertThat(shop.asked.getFirst()).doesNotContainKey("Authorization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"n\":null}",
        "{\"n\":true}",
        "{\"n\":{}}",
        "{\"n\":[1]}",
        "{\"n\":\"\"}",
        "{\"n\":\"many\"}",
        "{\"n\":\"0x10\"}",
        "{\"n\":\"1d\"}",
        "[1]",
        "3"
      })
  void what_is_no_number_is_never_taken_for_one(String json) {
    JsonSource.Document answer = saying(json);

    assertThatThrownBy(() -> answer.number("/n"))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("The server 'apm' has no number at /n, but ");
    assertThatThrownBy(() -> answer.numbers("/n")).isInstanceOf(PortException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{\"n\":NaN}",
        "{\"n\":1",
        "{\"n\":1} {\"n\":2}",
        "{\"n\":1,\"n\":2}"
      })
  void what_is_not_json_is_told_as_such(String text) {
    shop.shows("/counts", Shop.JSON, text);

    assertThatThrownBy(() -> server().read("/counts").number("/n"))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("The server 'apm' ");
  }

  @Test
  void text_that_says_nan_is_no_count_later_on() {
    assertThat(saying("{\"n\":\"NaN\"}").number("/n")).isNaN();
  }

  @Test
  void json_without_an_end_of_its_depth_is_refused() {
    shop.shows("/counts", Shop.JSON, "[".repeat(100_000));

    assertThatThrownBy(() -> server().read("/counts")).isInstanceOf(PortException.class);
  }

  @Test
  void another_status_is_no_counts() {
    shop.shows("/no", new Page(403, Map.of(), "{\"n\":1}"));

    assertThatThrownBy(() -> server().read("/no"))
        .hasMessageContaining("does not let us ask")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> server().read("/else"))
        .hasMessage("The server 'apm' answers 404 instead of counts. Does it know /else?");
  }

  @Test
  void the_token_goes_to_no_other_server() {
    try (var other = new Shop()) {
      other.shows("/counts", Shop.JSON, "{\"n\":1}");
      shop.redirects("/counts", other.address() + "/counts");

      assertThatThrownBy(() -> server().read("/counts"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("redirects to another server");
      assertThatThrownBy(() -> server().read("@127.0.0.1:" + other.address().getPort() + "/counts"))
          .isInstanceOf(PortException.class);
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void one_that_dribbles_is_not_waited_for_for_ever() {
    var end = new CountDownLatch(1);
    try (var slow =
        new RawServer(out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n{".getBytes(UTF_8));
          out.flush();
          try {
            end.await();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
        })) {
      JsonSource hasty =
          new JsonServer("apm", slow.address(), new Access.Open(), Duration.ofSeconds(1));
      assertThatThrownBy(() -> hasty.read("/counts")).hasMessageContaining("within 1 seconds");
    } finally {
      end.countDown();
    }
  }

  @Test
  void one_that_never_ends_is_not_read_to_its_end() {
    byte[] much = " ".repeat(1 << 20).getBytes(UTF_8);
    try (var endless =
        new RawServer(out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
          for (int i = 0; i < 40; i++) {
            out.write(much);
          }
        })) {
      assertThatThrownBy(
              () -> new JsonServer("apm", endless.address(), new Access.Open()).read("/counts"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("16 MiB");
    }
  }

  @Test
  void nobody_there_is_told_as_such() {
    shop.close();

    assertThatThrownBy(() -> server().read("/counts"))
        .hasMessageStartingWith("Nobody answers at " + shop.address());
    assertThat(List.of(server().toString())).noneMatch(text -> text.contains("s3cret"));
  }
}
