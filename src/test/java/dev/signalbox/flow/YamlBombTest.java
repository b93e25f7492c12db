package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.problem.ProblemCode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Files made to cost much. The limits of the assertions are generous: on the slowest machine a
/// sentence comes within them, on most within a tenth.
class YamlBombTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long MOST_MEMORY = 400_000_000;

  @Test
  void a_billion_laughs_end_in_a_sentence() {
    String laughs =
        "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
            + IntStream.range(1, 10)
                .mapToObj(
                    i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                .collect(Collectors.joining());
    endsIn(laughs, ProblemCode.TOO_MUCH);
  }

  @Test
  void a_hundred_thousand_brackets_end_in_a_sentence() {
    endsIn("signalbox: " + "[".repeat(100_000), ProblemCode.TOO_DEEP);
    endsIn("signalbox: " + "{a: ".repeat(100_000), ProblemCode.TOO_DEEP);
    endsIn("[".repeat(50_000) + "]".repeat(50_000), ProblemCode.TOO_DEEP);
  }

  @Test
  void blocks_nested_by_indentation_end_in_a_sentence() {
    endsIn("- ".repeat(100_000), ProblemCode.TOO_DEEP);
    endsIn("? ".repeat(100_000), ProblemCode.TOO_DEEP);
    String stairs =
        IntStream.range(0, 1_000)
            .mapToObj(i -> " ".repeat(i) + "a:\n")
            .collect(Collectors.joining());
    endsIn(stairs, ProblemCode.TOO_DEEP);
  }

  @Test
  void a_file_full_of_keys_ends_in_a_sentence() {
    String keys =
        IntStream.range(0, 120_000).mapToObj(i -> "k" + i + ":\n").collect(Collectors.joining());
    endsIn(keys, ProblemCode.TOO_MUCH);
    String anchors =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "&a" + i + " k" + i + ":\n")
            .collect(Collectors.joining());
    endsIn(anchors, ProblemCode.TOO_MUCH);
  }

  @Test
  void a_million_keys_are_too_large_a_file() {
    String keys =
        IntStream.range(0, 1_000_000)
            .mapToObj(i -> "k" + i + ": v\n")
            .collect(Collectors.joining());
    endsIn(keys, ProblemCode.FILE_TOO_LARGE);
  }

  @Test
  void huge_texts_end_in_a_sentence() {
    endsIn("service: " + "a".repeat(999_000), ProblemCode.BAD_NAME);
    endsIn("service: \"" + "a\\n".repeat(330_000) + "\"", ProblemCode.BAD_NAME);
    endsIn("service: |\n" + "  a\n".repeat(240_000), ProblemCode.BAD_NAME);
    endsIn("service: " + "a ".repeat(490_000), ProblemCode.BAD_NAME);
    endsIn("a".repeat(999_000), ProblemCode.WRONG_KIND);
    endsIn("#".repeat(999_000), ProblemCode.EMPTY_FILE);
    endsIn("\n".repeat(999_000), ProblemCode.EMPTY_FILE);
    endsIn(" ".repeat(999_000), ProblemCode.EMPTY_FILE);
    endsIn("signalbox: " + "1".repeat(900_000), ProblemCode.OTHER_FORMAT);
    endsIn("? " + "a".repeat(900_000) + "\n: b", ProblemCode.UNKNOWN_KEY);
  }

  @Test
  void the_parser_s_own_weak_spots_end_in_a_sentence() {
    endsIn("a: " + "\"".repeat(999_000), ProblemCode.NOT_YAML);
    endsIn("a: " + "'".repeat(999_000), ProblemCode.UNKNOWN_KEY);
    endsIn("&a ".repeat(300_000), ProblemCode.NOT_YAML);
    endsIn("!".repeat(999_000), ProblemCode.TAG);
    endsIn("!<" + "%20".repeat(300_000) + "> a", ProblemCode.NOT_YAML);
    endsIn("%".repeat(999_000), ProblemCode.NOT_YAML);
    endsIn("%TAG !a! b\n".repeat(80_000) + "---\na", ProblemCode.NOT_YAML);
    endsIn("a\n".repeat(450_000) + ": b", ProblemCode.NOT_YAML);
    endsIn("[" + ",".repeat(999_000), ProblemCode.NOT_YAML);
    endsIn("[" + "a,".repeat(400_000), ProblemCode.TOO_MUCH);
    endsIn("- a\n".repeat(240_000), ProblemCode.TOO_MUCH);
    endsIn("---\n".repeat(240_000), ProblemCode.SEVERAL_DOCUMENTS);
    endsIn("*a ".repeat(300_000), ProblemCode.ALIAS);
    endsIn("a: |9\n" + " \n".repeat(400_000), ProblemCode.UNKNOWN_KEY);
    endsIn("\t".repeat(999_000) + "a: b", ProblemCode.TAB);
  }

  @Test
  void circles_of_aliases_end_in_a_sentence() {
    endsIn("a: &a [*a]", ProblemCode.ALIAS);
    endsIn("&a a: &b {c: *b}", ProblemCode.ALIAS);
    endsIn("a: &a [&b [*a, *b]]", ProblemCode.ALIAS);
    endsIn("&a {*a : b}", ProblemCode.ALIAS);
  }

  @Test
  void checks_of_all_against_all_end_in_a_sentence() {
    String chain =
        IntStream.range(1, 1_500)
            .mapToObj(i -> "  e%d: { takes: { from: e%d }, steps: [deploy] }\n".formatted(i, i - 1))
            .collect(Collectors.joining());
    endsIn("environments:\n" + chain, ProblemCode.TOO_MANY);
    String circle =
        IntStream.range(0, 200)
            .mapToObj(i ->
                "  e%d: { takes: { from: e%d }, steps: [deploy] }\n".formatted(i, (i + 1) % 200))
            .collect(Collectors.joining());
    endsIn("environments:\n" + circle, ProblemCode.CIRCLE);
    endsIn("build: [" + "run: x, ".repeat(6_000) + "]", ProblemCode.TOO_MANY);
  }

  @Test
  void more_problems_than_help_anybody_end_in_a_count() {
    String keys =
        IntStream.range(0, 5_000).mapToObj(i -> "k" + i + ": v\n").collect(Collectors.joining());
    List<Problem> problems = endsIn("signalbox: 1\n" + keys, ProblemCode.TOO_MANY_PROBLEMS);
    assertThat(problems).hasSize(201);
    assertThat(problems.getLast().fact()).isEqualTo("From here on there are 4803 more problems.");
  }

  private static List<Problem> endsIn(String text, ProblemCode code) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long start = CpuTime.nanos();
    long before = allocated();
    Reading reading = FlowReader.read("flow.yaml", bytes);
    long memory = allocated() - before;
    Duration took = Duration.ofNanos(CpuTime.nanos() - start);
    String which = text.substring(0, Math.min(30, text.length()));
    assertThat(took).as(which).isLessThan(LIMIT);
    assertThat(memory).as("bytes for " + which).isLessThan(MOST_MEMORY);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    List<Problem> problems = ((Reading.Bad) reading).problems();
    assertThat(problems).as(which).extracting(Problem::code).contains(code.code());
    return problems;
  }

  /// All that this thread has ever been given.
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
