package dev.signalbox.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorTest {

  @Test
  void a_selector_means_series_by_name_and_labels() {
    var errors = selector(new Matcher("status", Operator.MATCHES, "5.."));

    assertThat(errors.matches("http_requests_total", Map.of("status", "503"))).isTrue();
    assertThat(errors.matches("http_requests_total", Map.of("status", "5030"))).isFalse();
    assertThat(errors.matches("http_requests_total", Map.of())).isFalse();
    assertThat(errors.matches("http_requests", Map.of("status", "503"))).isFalse();
    assertThat(errors).hasToString("http_requests_total{status=~\"5..\"}");
  }

  @Test
  void a_missing_label_counts_as_empty() {
    var mine = selector(new Matcher("canary", Operator.NOT_EQUAL, "yes"));
    var none = selector(new Matcher("canary", Operator.NOT_MATCHES, ".+"));

    assertThat(mine.matches("http_requests_total", Map.of())).isTrue();
    assertThat(none.matches("http_requests_total", Map.of())).isTrue();
    assertThat(none.matches("http_requests_total", Map.of("canary", "yes"))).isFalse();
  }

  @Test
  void an_expression_that_would_take_years_is_given_up() {
    var nested = selector(new Matcher("path", Operator.MATCHES, "(([a-z])+.)+[A-Z]([a-z])+"));

    assertThatThrownBy(() -> nested.matches("http_requests_total", Map.of("path", "a".repeat(999))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes too long");
  }

  @Test
  void an_expression_is_not_let_loose_on_a_very_long_label() {
    var either = selector(new Matcher("path", Operator.MATCHES, "(a|b)*"));

    assertThat(either.matches("http_requests_total", Map.of("path", "ab".repeat(500)))).isTrue();
    assertThatThrownBy(
            () -> either.matches("http_requests_total", Map.of("path", "a".repeat(1_000_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1,000,000 characters is too long");
  }

  private static Selector selector(Matcher matcher) {
    return new Selector("http_requests_total", List.of(matcher));
  }
}
