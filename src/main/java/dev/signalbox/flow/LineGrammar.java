package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;
import static dev.signalbox.flow.shape.MappingOf.mapping;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.line.LineRule;
import dev.signalbox.domain.line.LineRule.Ends;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.NamedOnes;

/// The part of the language that says which release lines there may be: `lines` at the top of the
/// file. The rest is in [Grammar].
final class LineGrammar {

  private LineGrammar() {}

  static final Key<At<Slug>> OFF =
      required("off", Forms.NAME.placed(), "The environment whose release the line comes off.");

  static final Key<At<Slug>> INTO =
      required(
          "into",
          Forms.NAME.placed(),
          "The environment that the line's releases go into, by its own steps and its own gates.");

  static final Key<Ends> ENDS =
      preset(
          "ends",
          new Choice<Ends>("an end of a line")
              .or(
                  "when main arrives",
                  Ends.WHEN_MAIN_ARRIVES,
                  "When a newer release of the tracked branch has gone well in the environment.")
              .or("by hand", Ends.BY_HAND, "When somebody says so, and not before."),
          "when main arrives",
          "When the line is over.");

  static final MappingOf SHAPE = mapping("a line", OFF, INTO, ENDS);

  static LineRule rule(NamedOnes.One<Slug, Fields> line) {
    Fields fields = line.value().orElseThrow();
    return new LineRule(
        line.name().orElseThrow(),
        fields.need(OFF).value(),
        fields.need(INTO).value(),
        fields.need(ENDS));
  }
}
