package dev.signalbox.flow;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.Reference;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The reference page of the flow file: written by the grammar itself, so that it is never stale.
public final class FlowReference {

  private FlowReference() {}

  /// The page in Markdown.
  public static String markdown() {
    return """
    <!-- Written by the grammar in dev.signalbox.flow.Grammar. Change it there. -->
    # Reference: the flow file

    `signalbox.yaml` at the root of a repository says how its commits come to production. It is
    YAML 1.2, at most 1 MB, in one document, indented with spaces. Unknown keys are errors; so is
    a key that stands twice, and the merge key `<<`. `signalbox validate` tells every problem at
    once.

    """
        + Reference.of(Grammar.File.SHAPE)
        + """

        ## Holes of templates

        Tags may have holes that are filled when the step runs. Nothing else is ever put into a text:
        values reach commands by environment variables.

        | hole | what comes there |
        |---|---|
        """
        + Arrays.stream(Hole.values())
            .map(hole -> "| `{%s}` | %s |\n".formatted(hole.word(), hole.says()))
            .collect(Collectors.joining())
        + """

        ## Problems

        Each problem has a code that never changes its meaning; `signalbox validate --explain CODE`
        says what stands here.

        | code | what to know |
        |---|---|
        """
        + Arrays.stream(ProblemCode.values())
            .map(code -> "| `%s` | %s |\n".formatted(code.code(), code.explanation()))
            .collect(Collectors.joining());
  }
}
