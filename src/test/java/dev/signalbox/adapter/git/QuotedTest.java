package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

  @Test
  void a_plain_name_stays_as_it_is() {
    assertThat(Quoted.of("release/1.0 ü")).isEqualTo("'release/1.0 ü'");
  }

  @Test
  void what_nobody_sees_is_spelled_out() {
    assertThat(Quoted.of("a\nb\u001B[31m\u202Ec\u2028\0"))
        .isEqualTo("'a\\u{a}b\\u{1b}[31m\\u{202e}c\\u{2028}\\u{0}'");
  }

  @Test
  void a_name_without_end_is_cut() {
    assertThat(Quoted.plain("x".repeat(5_000))).hasSize(201).endsWith("…");
  }
}
