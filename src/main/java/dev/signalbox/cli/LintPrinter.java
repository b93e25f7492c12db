package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Words;
import dev.signalbox.cli.LintCommitsCommand.Linted;
import dev.signalbox.domain.change.CommitLint.Finding;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Shows what is wrong with messages where it stands.
///
/// ```text
/// 1a2b3c4d:1:11: error[no-colon]: There is no colon behind the type and scope.
///   feature(x) - add
///   = feat(x): add
/// ```
final class LintPrinter {

  private final PrintWriter out;

  LintPrinter(PrintWriter out) {
    this.out = out;
  }

  /// For people, with a closing line that counts.
  void text(List<Linted> linted) {
    for (Linted one : linted) {
      one.findings().forEach(finding -> text(one, finding));
    }
    long errors = count(linted, true);
    long warnings = count(linted, false);
    out.println(
        errors + warnings == 0
            ? "nothing wrong in " + several(linted.size(), "message")
            : "%s and %s in %s"
                .formatted(
                    several(errors, "error"),
                    several(warnings, "warning"),
                    several(linted.size(), "message")));
    out.flush();
  }

  private void text(Linted one, Finding finding) {
    out.println(
        "%s:%d:%d: %s[%s]: %s"
            .formatted(
                brief(one.place()),
                finding.line(),
                finding.column(),
                Words.of(finding.severity()),
                finding.code(),
                Inert.line(finding.sentence())));
    out.println("  " + Inert.line(line(one.text(), finding.line())));
    finding.suggestion().ifPresent(better -> out.println("  = " + Inert.line(better)));
  }

  /// For programs: a list of `{sha or file, line, column, severity, code, sentence, suggestion}`.
  void json(List<Linted> linted) {
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (Linted one : linted) {
      for (Finding finding : one.findings()) {
        list.addObject()
            .put(isCommit(one.place()) ? "sha" : "file", one.place())
            .put("line", finding.line())
            .put("column", finding.column())
            .put("severity", Words.of(finding.severity()))
            .put("code", finding.code())
            .put("sentence", finding.sentence())
            .put("text", line(one.text(), finding.line()))
            .put("suggestion", finding.suggestion().orElse(null));
      }
    }
    out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(list));
    out.flush();
  }

  private static long count(List<Linted> linted, boolean errors) {
    return linted.stream()
        .flatMap(one -> one.findings().stream())
        .filter(finding -> finding.isError() == errors)
        .count();
  }

  private static String several(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  private static String line(String text, int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  private static boolean isCommit(String place) {
    return place.matches("[0-9a-f]{40}([0-9a-f]{24})?");
  }

  private static String brief(String place) {
    return isCommit(place) ? place.substring(0, 8) : Inert.line(place);
  }
}
