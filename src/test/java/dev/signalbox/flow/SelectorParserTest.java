package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorParserTest {

  @Test
  void a_name_alone_means_all_its_counters() {
    assertThat(parsed("http_requests_total"))
        .isEqualTo(new Selector("http_requests_total", List.of()));
    assertThat(parsed(" job:rate5m:sum { } ")).isEqualTo(new Selector("job:rate5m:sum", List.of()));
  }

  @Test
  void all_four_operators_are_read() {
    assertThat(parsed("m{a=\"1\", b!=\"2\",c=~\"3|4\" ,d!~\"5.*\",}").matchers())
        .containsExactly(
            new Matcher("a", Operator.EQUAL, "1"),
            new Matcher("b", Operator.NOT_EQUAL, "2"),
            new Matcher("c", Operator.MATCHES, "3|4"),
            new Matcher("d", Operator.NOT_MATCHES, "5.*"));
  }

  @Test
  void escapes_are_those_of_go() {
    assertThat(value("\"a\\\"b\\\\c\\n\\t\"")).isEqualTo("a\"b\\c\n\t");
    assertThat(value("'it\\'s \"so\"'")).isEqualTo("it's \"so\"");
    assertThat(value("\"\\x41\\101\\u00e9\\U0001F680\"")).isEqualTo("AAé🚀");
    assertThat(value("`a\\b\"c`")).isEqualTo("a\\b\"c");
    assertThat(value("\"/a/[^/]+/b\\\\.js\"")).isEqualTo("/a/[^/]+/b\\.js");
  }

  @Test
  void what_is_read_is_written_the_same_way() {
    List.of("m", "m{a=\"1\"}", "m{a=~\"5..\",b!~\"\\\\d+\\n\\\"\"}")
        .forEach(text -> assertThat(parsed(text).toString()).isEqualTo(text));
  }

  @Test
  void a_broken_selector_is_told_with_the_character_where_it_breaks() {
    assertThat(broken("{a=\"1\"}")).contains("character 1:", "name of a metric");
    assertThat(broken("m{a=\"1\"")).contains("character 8:", "',' or '}'");
    assertThat(broken("m{a=1}")).contains("character 5:", "text in quotes");
    assertThat(broken("m{a=\"1}")).contains("character 5:", "never closed");
    assertThat(broken("m{a==\"1\"}")).contains("character 5:", "text in quotes");
    assertThat(broken("m{a}")).contains("character 4:", "=, !=, =~ or !~");
    assertThat(broken("m{\"a\"=\"1\"}")).contains("character 3:", "a label");
    assertThat(broken("m{a=\"1\"}[5m]")).contains("character 9:", "range or an offset");
    assertThat(broken("m{a=\"1\"} offset 5m")).contains("character 10:");
    assertThat(broken("m{__name__=\"n\"}")).contains("character 3:", "__name__");
    assertThat(broken("m{a=\"\\q\"}")).contains("character 6:", "'\\q' is no escape");
    assertThat(broken("m{a=\"\\u12\"}")).contains("character 6:", "stands for no character");
    assertThat(broken("m{a=\"\\ud800\"}")).contains("stands for no character");
    assertThat(broken("m{a=\"\\")).contains("character 6:");
    assertThat(broken("m{,}")).contains("character 3:", "a label");
  }

  @Test
  void expressions_are_held_to_what_prometheus_understands() {
    assertThat(broken("m{a=~\"5[.\"}")).contains("character 6:", "not well-formed");
    assertThat(broken("m{a=~\"(?=x)\"}")).contains("look-around");
    assertThat(broken("m{a!~\"(?<!x)y\"}")).contains("look-around");
    assertThat(broken("m{a=~\"(.)\\\\1\"}")).contains("reference back");
    assertThat(broken("m{a=~\"a++\"}")).contains("possessive");
    assertThat(parsed("m{a=~\"[+*]+|\\\\++|(?i)x|(?:y)\"}").matchers()).hasSize(1);
    assertThat(parsed("m{a=\"(?=not an expression\"}").matchers()).hasSize(1);
  }

  private static String value(String quoted) {
    return parsed("m{a=" + quoted + "}").matchers().getFirst().value();
  }

  private static Selector parsed(String text) {
    assertThat(SelectorParser.parse(text)).isInstanceOf(SelectorParser.Parsed.Good.class);
    return ((SelectorParser.Parsed.Good) SelectorParser.parse(text)).selector();
  }

  private static String broken(String text) {
    assertThat(SelectorParser.parse(text)).isInstanceOf(SelectorParser.Parsed.Bad.class);
    return ((SelectorParser.Parsed.Bad) SelectorParser.parse(text)).why();
  }
}
