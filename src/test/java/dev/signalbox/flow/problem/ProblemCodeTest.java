package dev.signalbox.flow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  @Test
  void a_code_is_found_in_either_case() {
    assertThat(ProblemCode.of("SB104")).contains(ProblemCode.KEY_BELONGS_ELSEWHERE);
    assertThat(ProblemCode.of("sb104")).contains(ProblemCode.KEY_BELONGS_ELSEWHERE);
    assertThat(ProblemCode.of("SB999")).isEmpty();
  }

  @Test
  void codes_are_unique_and_stand_in_order() {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
        .allMatch(code -> code.matches("SB[0-3]\\d\\d"))
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void every_explanation_is_a_sentence() {
    assertThat(ProblemCode.values())
        .allSatisfy(code -> assertThat(code.explanation()).matches("(?s)[A-Z`].+\\."));
  }
}
