package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.flow.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FlowReferenceTest {

  @Test
  void the_written_page_is_the_grammar_s() {
    Generated.isUpToDate(Path.of("docs/reference/flow-file.md"), FlowReference.markdown());
  }

  @Test
  void every_link_leads_to_a_heading() {
    String page = FlowReference.markdown();
    var headings =
        Pattern.compile("(?m)^## (.+)$")
            .matcher(page)
            .results()
            .map(heading -> anchor(heading.group(1)))
            .toList();
    assertThat(Pattern.compile("\\(#([^)]+)\\)").matcher(page).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(headings).contains(link));
  }

  /// As renderers of Markdown make it from a heading.
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace("`", "").replace(' ', '-');
  }

  @Test
  void every_code_is_explained() {
    assertThat(ProblemCode.values())
        .allSatisfy(code ->
            assertThat(FlowReference.markdown())
                .contains("| `" + code.code() + "` | " + code.explanation()));
  }
}
