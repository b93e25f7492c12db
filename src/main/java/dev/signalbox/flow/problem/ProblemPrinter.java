package dev.signalbox.flow.problem;

import dev.signalbox.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Shows problems where they stand: the place, the fact, the line with a caret under the exact
/// column, and what to do next.
///
/// ```text
/// signalbox.yaml:22:9: error[SB106]: There is no step 'verfy'.
///    |
/// 22 |       - verfy: ./integration-tests.sh
///    |         ^
///    = Did you mean 'verify'?
/// ```
public final class ProblemPrinter {

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private final String file;
  private final String[] lines;

  /// @param file its name for people, as in the places of its problems
  /// @param source what the problems are about; bytes that are no UTF-8 are shown as `�`
  public ProblemPrinter(String file, byte[] source) {
    this.file = Visible.of(file);
    this.lines = LINE_BREAK.split(new String(source, StandardCharsets.UTF_8), -1);
  }

  /// For people, with a closing line that counts.
  public String text(List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream().map(this::shown).collect(Collectors.joining("\n"))
        + "\n%s in %s\n".formatted(count, file);
  }

  /// For programs: a list of `{file, line, column, code, text, next}`.
  public static String json(List<Problem> problems) {
    JsonMapper json = JsonMapper.shared();
    ArrayNode list = json.createArrayNode();
    for (Problem problem : problems) {
      list.addObject()
          .put("file", problem.place().file())
          .put("line", problem.place().line())
          .put("column", problem.place().column())
          .put("code", problem.code())
          .put("text", problem.fact())
          .put("next", problem.next());
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
  }

  private String shown(Problem problem) {
    int line = problem.place().line();
    int column = problem.place().column();
    Excerpt excerpt = Excerpt.of(lines[Math.min(line, lines.length) - 1], column);
    String number = Integer.toString(line);
    String margin = " ".repeat(number.length());
    return "%s:%d:%d: error[%s]: %s\n"
            .formatted(file, line, column, problem.code(), Visible.of(problem.fact()))
        + margin
        + " |\n"
        + number
        + " | "
        + excerpt.text()
        + "\n"
        + margin
        + " | "
        + " ".repeat(excerpt.indent())
        + "^\n"
        + (problem.next().isEmpty() ? "" : margin + " = " + Visible.of(problem.next()) + "\n");
  }
}
