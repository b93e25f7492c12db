package dev.signalbox.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.port.MetricSource.Series;
import dev.signalbox.port.PortException;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  private static final Selector ALL = new Selector("hits_total", List.of());

  private static final String TEXT =
      """
      # HELP hits_total How often. With \\\\ and "quotes" {in} it.
      # TYPE hits_total counter
      hits_total{method="post",code="200"} 1027 1395066363000
      hits_total{method="post",code="400",}    3 1395066363000

      # A comment of no consequence
      \thits_total\t{ method = "get" , code = "200" }\t1.5e3
      other_total{code="200"} 5
      seconds_bucket{le="+Inf"} 7
      """;

  @Test
  void the_selected_series_of_a_text_are_read_and_the_rest_is_not() {
    assertThat(read(TEXT))
        .containsExactly(
            new Series(Map.of("method", "post", "code", "200"), 1027),
            new Series(Map.of("method", "post", "code", "400"), 3),
            new Series(Map.of("method", "get", "code", "200"), 1500));

    var errors = new Selector("hits_total", List.of(new Matcher("code", Operator.MATCHES, "4..")));
    assertThat(Exposition.read("Here", TEXT, false, errors))
        .containsExactly(new Series(Map.of("method", "post", "code", "400"), 3));
  }

  @Test
  void timestamps_exemplars_and_created_lines_of_open_metrics_are_read_over() {
    String text =
        """
        # TYPE hits counter
        # UNIT hits requests
        hits_total{code="200"} 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
        hits_total{code="500"} 2 # {trace_id="} 9 \\" #",span="x"} 1 1520879607.789
        hits_created{code="200"} 1520430000.123
        # EOF
        """;

    assertThat(Exposition.read("Here", text, true, ALL))
        .containsExactly(
            new Series(Map.of("code", "200"), 17), new Series(Map.of("code", "500"), 2));
    assertThat(Exposition.read("Here", text.strip(), true, ALL)).hasSize(2);
  }

  @Test
  void label_values_are_any_text() {
    assertThat(read("hits_total{path=\"C:\\\\DIR\\\\\",say=\"\\\"a\\nb\\\" },{=#\",x=\"\\d\"} 1\n"))
        .containsExactly(
            new Series(Map.of("path", "C:\\DIR\\", "say", "\"a\nb\" },{=#", "x", "\\d"), 1));
    assertThat(read("hits_total{city=\"Zürich 東京 🚦\"} 1\n"))
        .containsExactly(new Series(Map.of("city", "Zürich 東京 🚦"), 1));
  }

  @Test
  void an_empty_label_is_no_label() {
    assertThat(read("hits_total{code=\"\"} 1\n")).containsExactly(new Series(Map.of(), 1));
    assertThat(read("hits_total{} 1\n")).containsExactly(new Series(Map.of(), 1));
  }

  @Test
  void a_name_may_stand_in_quotes_among_the_labels() {
    assertThat(read("{\"hits_total\",code=\"200\"} 1\n{\"my.metric\",\"a.b\"=\"c\"} 2\n"))
        .containsExactly(new Series(Map.of("code", "200"), 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+1.5, 1.5",
    ".5, 0.5",
    "2., 2",
    "-3, -3",
    "1e3, 1000",
    "1E-2, 0.01",
    "NaN, NaN",
    "+Inf, Infinity",
    "-Inf, -Infinity",
    "inf, Infinity",
    "1e999999, Infinity"
  })
  void numbers_are_read_as_prometheus_writes_them(String text, double value) {
    assertThat(read("hits_total " + text + "\n")).containsExactly(new Series(Map.of(), value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x10", "1_000", "one", "1,5", "--1", "1e", "e5", ".", "٣"})
  void other_numbers_are_none(String text) {
    assertThatThrownBy(() -> read("hits_total " + text + "\n"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("line 1 has a value that is no number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "hits_total|has no value",
        "hits_total{a=\"b\"}|has no value",
        "hits_total{a=\"b\" 1|has labels that never end",
        "hits_total{a=\"b|has quotes that never close",
        "hits_total{a=\"b\\|has quotes that never close",
        "hits_total{a=b} 1|has a label value without quotes",
        "hits_total{a} 1|has a label without a value",
        "hits_total{=\"b\"} 1|has a label without a name",
        "hits_total{,} 1|has a label without a name",
        "hits_total{a=\"b\",a=\"c\"} 1|has the same label twice",
        "hits_total{a=\"\",a=\"c\"} 1|has the same label twice",
        "{a=\"b\"} 1|has no metric name",
        "3hits 1|has a character that no metric name has",
        "hits-total 1|has a character that no metric name has",
        "hits_total 1 soon|has something after its value that is no timestamp",
        "hits_total 1 2 3|goes on after its timestamp",
      })
  void a_bad_line_spoils_the_text_and_is_named(String line, String problem) {
    assertThatThrownBy(() -> read("good_total 1\n" + line + "\nhits_total 1\n"))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("Here is not readable: line 2 " + problem + ". The line is '");
  }

  @Test
  void a_text_that_is_cut_off_is_not_half_an_answer() {
    assertThatThrownBy(() -> read("hits_total{code=\"200\"} 1234\nhits_total{code=\"500\"} 1"))
        .hasMessageContaining("is cut off: the last line has no line feed");
    assertThatThrownBy(() -> Exposition.read("Here", "hits_total 1\n", true, ALL))
        .hasMessageContaining("is cut off: OpenMetrics ends with '# EOF'");
    assertThatThrownBy(() -> Exposition.read("Here", "# EOF\nhits_total 1\n", true, ALL))
        .hasMessageContaining("line 2 comes after '# EOF'");
    assertThat(read("# EOF\nhits_total 1\n")).as("a mere comment elsewhere").hasSize(1);
  }

  @Test
  void the_same_series_twice_is_no_answer() {
    assertThatThrownBy(() -> read("hits_total{a=\"1\",b=\"2\"} 1\nhits_total{b=\"2\",a=\"1\"} 2\n"))
        .hasMessageContaining("line 2 shows the same series a second time");
  }

  @Test
  void a_gauge_is_no_counter() {
    assertThatThrownBy(() -> read("# TYPE hits_total gauge\nhits_total 1\n"))
        .hasMessageContaining("says that hits_total is a gauge. Name a counter");
  }

  @Test
  void an_expression_that_takes_too_long_is_told_as_such() {
    var nested =
        new Selector(
            "hits_total",
            List.of(new Matcher("path", Operator.MATCHES, "(([a-z])+.)+[A-Z]([a-z])+")));
    String text = "hits_total{path=\"" + "a".repeat(999) + "\"} 1\n";

    assertThatThrownBy(() -> Exposition.read("Here", text, false, nested))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("takes too long");
  }

  @Test
  void what_the_real_client_library_shows_is_read_in_both_formats() throws IOException {
    var registry = new PrometheusRegistry();
    Counter hits =
        Counter.builder().name("hits_total").labelNames("path", "status").register(registry);
    hits.labelValues("/a\"b\\c\nd", "200").inc(41);
    hits.labelValues("/ü", "500").incWithExemplar(2, Labels.of("trace_id", "abc"));
    Gauge.builder().name("load").help("Ünïcode\nand \\ more").register(registry).set(Double.NaN);
    Histogram.builder().name("latency_seconds").register(registry).observe(0.2);
    Series[] expected = {
      new Series(Map.of("path", "/a\"b\\c\nd", "status", "200"), 41),
      new Series(Map.of("path", "/ü", "status", "500"), 2)
    };

    assertThat(read(written(PrometheusTextFormatWriter.create(), registry)))
        .containsExactlyInAnyOrder(expected);
    assertThat(
            Exposition.read(
                "Here", written(OpenMetricsTextFormatWriter.create(), registry), true, ALL))
        .containsExactlyInAnyOrder(expected);
  }

  @Test
  void no_text_makes_the_reader_hang_or_explode() {
    for (long seed = 0; seed < 20_000; seed++) {
      String text = damaged(TEXT, new Random(seed));
      long number = seed;
      Assertions.assertTimeout(
          Duration.ofSeconds(2),
          () -> {
            try {
              read(text);
            } catch (PortException refused) {
              assertThat(refused.getMessage()).as("seed %d", number).hasSizeLessThan(400);
            }
          },
          () -> "seed " + number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "a{",
        "a{b=\"",
        "a{b=\"\\",
        "\"",
        "# TYPE ",
        "#",
        " ",
        "\n",
        "a{b=\"c\",",
        "9",
        "é"
      })
  void a_very_long_text_of_nonsense_takes_no_very_long_time(String piece) {
    String text = piece.repeat(8_000_000 / piece.length()) + "\n";

    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          try {
            assertThat(read(text)).isEmpty();
          } catch (PortException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(400);
          }
        });
  }

  private static List<Series> read(String text) {
    return Exposition.read("Here", text, false, ALL);
  }

  private static String written(ExpositionFormatWriter writer, PrometheusRegistry registry)
      throws IOException {
    var out = new ByteArrayOutputStream();
    writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    String alphabet = "{}\"\\=,# \t\n\0aé9.-+eN\uD83D";
    int wounds = 1 + random.nextInt(8);
    for (int i = 0; i < wounds; i++) {
      int at = random.nextInt(damaged.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(4)) {
        case 0 -> damaged.setCharAt(at, c);
        case 1 -> damaged.insert(at, c);
        case 2 -> damaged.deleteCharAt(at);
        default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 30)));
      }
    }
    return damaged.toString();
  }
}
