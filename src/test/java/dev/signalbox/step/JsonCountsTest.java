package dev.signalbox.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.rollout.Reading;
import dev.signalbox.flow.MetricQuery;
import dev.signalbox.flow.MetricQuery.Numbers;
import dev.signalbox.flow.Template;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.JsonSource;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is asked for in JSON, and where the counts are looked for: nothing that is filled in leads
/// anywhere else.
class JsonCountsTest {

  private static final Instant FROM = Instant.parse("2026-11-02T08:00:00Z");
  private static final Arms ARMS =
      new Arms(
          List.of(instance("http://127.0.0.1:1")),
          List.of(instance("http://127.0.0.1:2"), instance("http://127.0.0.1:3")),
          "1.4.0",
          "1.5.0+a/b&c=~");

  private final List<String> asked = new ArrayList<>();
  private final Map<String, Double> numbers = new TreeMap<>();

  private static Instance instance(String address) {
    return new Instance(address, Digest.of(new byte[0]), URI.create(address));
  }

  /// Answers every pointer with a number of its own, and remembers what it was asked.
  private final class Everything implements JsonSource {
    @Override
    public Document read(String path) {
      asked.add(path);
      return new Document() {
        @Override
        public double number(String pointer) {
          asked.add(pointer);
          return asked.size();
        }

        @Override
        public Map<String, Double> numbers(String pointer) {
          return numbers;
        }
      };
    }
  }

  private List<Reading.Series> read(String path, Numbers where) {
    return new JsonCounts(
            new Everything(),
            new MetricQuery.Json("apm", new Template(path), where),
            FROM,
            FROM.plusMillis(60_500))
        .read(ARMS);
  }

  private static Numbers pair(String bad, String total) {
    return new Numbers.Pair(new Template(bad), new Template(total));
  }

  @Test
  void an_arm_is_asked_for_as_a_whole_and_what_is_filled_in_stays_where_it_is() {
    List<Reading.Series> series =
        read(
            "/c?v={version}&arm={arm}&from={from}&to={to-seconds}",
            pair("/by/{version}/bad", "/total"));

    assertThat(asked)
        .containsExactly(
            "/c?v=1.5.0%2Ba%2Fb%26c%3D%7E&arm=canary&from=2026-11-02T08%3A00%3A00Z&to=1793606460",
            "/by/1.5.0+a~1b&c=~0/bad",
            "/total",
            "/c?v=1.4.0&arm=baseline&from=2026-11-02T08%3A00%3A00Z&to=1793606460",
            "/by/1.4.0/bad",
            "/total");
    assertThat(series)
        .extracting(Reading.Series::part, Reading.Series::canary, Reading.Series::instance)
        .containsExactly(
            tuple(Reading.BAD, true, ""),
            tuple(Reading.TOTAL, true, ""),
            tuple(Reading.BAD, false, ""),
            tuple(Reading.TOTAL, false, ""));
  }

  @Test
  void one_answer_for_all_instances_is_asked_for_once() {
    List<Reading.Series> series = read("/all", pair("/{instance}/bad", "/{instance}/total"));

    assertThat(asked).containsOnlyOnce("/all").contains("/127.0.0.1:3/bad");
    assertThat(series)
        .extracting(Reading.Series::canary, Reading.Series::instance)
        .contains(
            tuple(true, "127.0.0.1:2"), tuple(true, "127.0.0.1:3"), tuple(false, "127.0.0.1:1"))
        .hasSize(6);
  }

  @Test
  void a_histogram_has_all_its_requests_at_its_last_edge() {
    numbers.putAll(Map.of("0.1", 7.0, "+Inf", 9.0));
    Numbers edges = new Numbers.Edges(new Template("/le"));

    assertThat(read("/c?of={arm}", edges))
        .extracting(Reading.Series::part, Reading.Series::value, Reading.Series::canary)
        .containsExactly(
            tuple("0.1", 7.0, true),
            tuple(Reading.TOTAL, 9.0, true),
            tuple("0.1", 7.0, false),
            tuple(Reading.TOTAL, 9.0, false));

    numbers.remove("+Inf");
    assertThatThrownBy(() -> read("/c?of={arm}", edges))
        .isInstanceOf(PortException.class)
        .hasMessage("What stands at /le has no edge +Inf, so all requests are not known.");
    numbers.put("fast", 1.0);
    assertThatThrownBy(() -> read("/c?of={arm}", edges))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("'fast'");
  }
}
