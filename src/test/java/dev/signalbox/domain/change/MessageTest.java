package dev.signalbox.domain.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.Message.Doubt;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What messages say.
class MessageTest {

  static List<MessageCase> table() {
    return MessageCase.all();
  }

  @ParameterizedTest
  @MethodSource("table")
  void a_message_says_what_its_rule_wants(MessageCase row) {
    assertThat(row.read()).as(row.message()).isEqualTo(row.expected());
  }

  @Test
  void the_table_covers_the_specification_and_what_it_leaves_open() {
    assertThat(table()).hasSizeGreaterThanOrEqualTo(120);
    assertThat(table().stream().map(MessageCase::name)).doesNotHaveDuplicates();
    assertThat(table().stream().map(row -> row.rule().split(" ")[0]).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("spec", "lenient", "convention", "policy");
  }

  @Test
  void a_doubt_has_its_place() {
    Message message =
        Message.read("feat: a basket\n\nWith\n* BREAKING CHANGE: nothing", MessageRules.USUAL);

    assertThat(message.doubts()).singleElement().satisfies(doubt -> {
      assertThat(doubt.code()).isEqualTo("listed-breaking-change");
      assertThat(doubt.line()).isEqualTo(4);
      assertThat(doubt.column()).isEqualTo(3);
    });
  }

  @Test
  void whatever_states_nothing_says_why() {
    Stream.of("", "Add a basket", "feat:a basket", "Merge branch 'x'", "fixup! feat: x", "((((")
        .map(text -> Message.read(text, MessageRules.USUAL))
        .forEach(message -> {
          assertThat(message.statements()).isEmpty();
          assertThat(message.unread().map(Doubt::sentence)).isPresent();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Revert \"",
        "(",
        "feat(",
        "* feat: x\n",
        "Refs: #1\n",
        "BREAKING CHANGE: x\n\n",
        "```\n",
        "a: b\n c\n\n",
        "---\n",
        "This reverts commit 1234567\n",
        "BEGIN_COMMIT_OVERRIDE\n",
        " ",
        "\r",
      })
  void the_time_to_read_grows_with_the_length_alone(String part) {
    String long_ = "feat: x\n\n" + part.repeat(1_000_000 / part.length());
    String alone = part.repeat(1_000_000 / part.length());

    org.assertj.core.api.Assertions.assertThatCode(() -> {
          Message.read(long_, MessageRules.USUAL);
          Message.read(alone, MessageRules.USUAL);
        })
        .doesNotThrowAnyException();
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> Message.read(long_, MessageRules.USUAL));
  }
}
