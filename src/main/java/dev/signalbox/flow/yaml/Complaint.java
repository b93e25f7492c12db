package dev.signalbox.flow.yaml;

import dev.signalbox.flow.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/// What the parser says when it gives up, and what a person should know then. The parser speaks of
/// tokens and block ends; this says what is usually behind it.
///
/// @param context a part of what the parser was doing; empty for whatever it was
/// @param says a part of what the parser complains about
record Complaint(String context, String says, ProblemCode code, String fact, String next) {

  private static final List<Complaint> KNOWN =
      List.of(
          of(
              "",
              "TAB",
              ProblemCode.TAB,
              "A tab stands where YAML wants spaces.",
              "Indent with spaces, two for each level."),
          of(
              "",
              "mapping values are not allowed here",
              "A key cannot begin here.",
              "Put a text with ': ' in it in quotes; if it is a key, check the indentation."),
          of(
              "",
              "sequence entries are not allowed here",
              "A list cannot begin here.",
              "Put its first dash on a line of its own; put a text that begins with '- ' in"
                  + " quotes."),
          of(
              "",
              "mapping keys are not allowed here",
              "A key cannot begin here.",
              "If a text begins with '? ', put it in quotes."),
          of(
              "",
              "could not find expected ':'",
              "Here a key should stand, with ': ' behind it.",
              "Check the indentation; a text of several lines needs quotes or '|'."),
          of(
              "block collection",
              "<block end>",
              "This does not line up with the list above.",
              "The dashes of a list stand in one column; check the quotes before this place, too."),
          of(
              "",
              "<block end>",
              "This does not line up with the keys" + " above.",
              "The keys of a mapping stand in one column; check the quotes before this place, too."),
          of(
              "flow sequence",
              "','",
              "The list in brackets goes wrong here: ',' or ']' is missing.",
              "Check the brackets and quotes before this place."),
          of(
              "flow mapping",
              "','",
              "The mapping in braces goes wrong here: ',' or '}' is missing.",
              "Check the braces and quotes before this place."),
          of(
              "quoted scalar",
              "end of stream",
              "This quote is never closed.",
              "Put the same quote at the end of the text."),
          of(
              "quoted scalar",
              "document separator",
              "This quote is not closed before the line '---' or '...'.",
              "Put the same quote at the end of the text."),
          of(
              "double-quoted",
              "escape",
              "The text in double quotes has a '\\' with nothing known behind it.",
              "Write '\\\\' for a backslash, or use single quotes."),
          of(
              "alias",
              "",
              "A '*' has to be followed by a name.",
              "If a text begins with '*', put it in quotes."),
          of(
              "anchor",
              "",
              "A '&' has to be followed by a name.",
              "If a text begins with '&', put it in quotes."),
          of(
              "block scalar",
              "",
              "Behind '|' or '>' nothing else can stand in the line.",
              "Begin the text on the next line, indented."),
          of(
              "",
              "undefined tag handle",
              ProblemCode.TAG,
              "A tag of this kind was never declared.",
              "Remove the tag; if a text begins with '!', put it in quotes."),
          of(
              "tag",
              "",
              ProblemCode.TAG,
              "A tag is not finished here.",
              "Remove the tag; if a text begins with '!', put it in quotes."),
          of(
              "directive",
              "",
              "A line that begins with '%' is a directive, and this is none we know.",
              "Remove the line; if a text begins with '%', put it in quotes."),
          of(
              "",
              "cannot start any token",
              "A text cannot begin with this character.",
              "Put the text in quotes."),
          of(
              "",
              "node content",
              "A value should stand here.",
              "Check the commas, brackets and braces before this place."),
          of(
              "",
              "<document start>",
              "The file is over before this, and goes on all the same.",
              "Check the indentation and the brackets of this line."));

  /// The first that fits.
  static Optional<Complaint> of(String context, String says) {
    return KNOWN.stream()
        .filter(known -> context.contains(known.context) && says.contains(known.says))
        .findFirst();
  }

  private static Complaint of(String context, String says, String fact, String next) {
    return of(context, says, ProblemCode.NOT_YAML, fact, next);
  }

  private static Complaint of(
      String context, String says, ProblemCode code, String fact, String next) {
    return new Complaint(context, says, code, fact, next);
  }
}
