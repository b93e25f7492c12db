package dev.signalbox.flow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Place;
import dev.signalbox.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemPrinterTest {

  @Test
  void a_problem_stands_under_its_line_with_a_caret_and_the_next_move() {
    assertThat(printed("a: 1\nsteps: [deploy, soakk]\n", problem(2, 17)))
        .isEqualTo(
            """
            flow.yaml:2:17: error[SB106]: There is no step 'soakk'.
              |
            2 | steps: [deploy, soakk]
              |                 ^
              = Did you mean 'soak'?

            1 problem in flow.yaml
            """);
  }

  @Test
  void several_problems_are_counted_and_margins_fit_their_numbers() {
    String text = "x\n".repeat(11);
    assertThat(printed(text, problem(9, 1), problem(11, 2)))
        .contains("9 | x\n  | ^\n")
        .contains("11 | x\n   |  ^\n")
        .endsWith("\n2 problems in flow.yaml\n");
  }

  @Test
  void the_caret_stands_right_behind_tabs_wide_characters_and_accents() {
    assertThat(caretIn("\t\tx: y", 3)).isEqualTo("    x: y\n    ^");
    assertThat(caretIn("日本: x", 5)).isEqualTo("日本: x\n      ^");
    assertThat(caretIn("🚀: x", 4)).isEqualTo("🚀: x\n    ^");
    assertThat(caretIn("e\u0301: x", 5)).isEqualTo("e\u0301: x\n   ^");
  }

  @Test
  void what_could_fool_a_terminal_is_written_as_an_escape() {
    assertThat(caretIn("a\u001b[31m b", 8)).isEqualTo("a\\u{1b}[31m b\n            ^");
    assertThat(caretIn("a\u202eb c", 5)).isEqualTo("a\\u{202e}b c\n           ^");
    assertThat(caretIn("\u05e9: x", 4)).isEqualTo("\\u{5e9}: x\n         ^");
    assertThat(
            printed(
                "x",
                new Problem(
                    new Place("flow.yaml", 1, 1), "SB102", "'\u001b[2J' is wrong.", "\u0007")))
        .contains("'\\u{1b}[2J' is wrong.")
        .contains("= \\u{7}")
        .doesNotContain("\u001b", "\u0007");
  }

  @Test
  void a_long_line_is_cut_around_the_caret() {
    String line = "a".repeat(5_000) + "X" + "b".repeat(5_000);
    String[] shown = caretIn(line, 5_001).split("\n", -1);
    assertThat(shown[0]).hasSizeLessThan(110).startsWith("…a").endsWith("b…");
    assertThat(shown[0].charAt(shown[1].indexOf('^'))).isEqualTo('X');
  }

  @Test
  void the_end_of_a_line_is_a_place_too() {
    assertThat(caretIn("team:", 6)).isEqualTo("team:\n     ^");
    assertThat(caretIn("", 1)).isEqualTo("\n^");
  }

  @Test
  void line_ends_of_other_systems_are_line_ends() {
    assertThat(printed("a\r\nb\rc\n", problem(3, 1))).contains("3 | c\n  | ^\n");
  }

  @Test
  void programs_get_a_list_of_places_and_sentences() {
    JsonNode list = JsonMapper.shared().readTree(ProblemPrinter.json(List.of(problem(2, 17))));
    assertThat(list).hasSize(1);
    assertThat(list.get(0).toString())
        .isEqualTo(
            """
            {"file":"flow.yaml","line":2,"column":17,"code":"SB106",\
            "text":"There is no step 'soakk'.","next":"Did you mean 'soak'?"}\
            """);
  }

  private static Problem problem(int line, int column) {
    return new Problem(
        new Place("flow.yaml", line, column),
        "SB106",
        "There is no step 'soakk'.",
        "Did you mean 'soak'?");
  }

  private static String printed(String source, Problem... problems) {
    return new ProblemPrinter("flow.yaml", source.getBytes(StandardCharsets.UTF_8))
        .text(List.of(problems));
  }

  /// The line and the line of the caret, without their margin.
  private static String caretIn(String line, int column) {
    List<String> lines = printed(line, problem(1, column)).lines().toList();
    return lines.get(2).substring(4) + "\n" + lines.get(3).substring(4);
  }
}
