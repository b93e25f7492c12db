package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Problem;
import dev.signalbox.flow.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MalformedFlowTest {

  @TestFactory
  List<DynamicTest> every_malformed_file_has_the_problems_it_says_and_no_others() {
    return Corpus.bad().stream()
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> hasItsProblems(file)))
        .toList();
  }

  @Test
  void every_code_has_a_malformed_file() {
    Set<String> seen =
        Corpus.bad().stream()
            .flatMap(file -> file.expected().stream())
            .map(Corpus.Expected::code)
            .collect(Collectors.toSet());
    Set<ProblemCode> triedElsewhere =
        Set.of(
            ProblemCode.FILE_TOO_LARGE,
            ProblemCode.TOO_MUCH,
            ProblemCode.TOO_MANY_PROBLEMS,
            ProblemCode.WHICH_ANALYSIS, // of `analyze` alone
            ProblemCode.NOT_ASKED_FOR); // of events alone
    assertThat(Stream.of(ProblemCode.values()).filter(code -> !triedElsewhere.contains(code)))
        .allSatisfy(code -> assertThat(seen).contains(code.code()));
  }

  private static void hasItsProblems(Corpus.Malformed file) {
    assertThat(file.expected()).as("the file says what is wrong with it").isNotEmpty();
    List<Problem> problems = problems(file.bytes());
    assertThat(problems)
        .as("problems of %s", file.name())
        .extracting(p -> p.place().line() + ":" + p.place().column() + " " + p.code())
        .containsExactlyElementsOf(
            file.expected().stream().map(e -> e.place() + " " + e.code()).toList());
    for (int i = 0; i < problems.size(); i++) {
      assertThat(problems.get(i).text()).contains(file.expected().get(i).part());
    }
  }

  private static List<Problem> problems(byte[] bytes) {
    return switch (FlowReader.read("flow.yaml", bytes)) {
      case Reading.Good _ -> List.of();
      case Reading.Bad(List<Problem> problems) -> problems;
    };
  }
}
