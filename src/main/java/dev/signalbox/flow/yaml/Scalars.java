package dev.signalbox.flow.yaml;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/// What a single word or text is taken for, by YAML 1.2's core schema: so `no` and `on` are texts,
/// as people mean them.
final class Scalars {

  private static final CoreScalarResolver CORE = new CoreScalarResolver(false);

  private Scalars() {}

  static Value.Scalar read(ScalarEvent event, Place place, Problems problems) {
    OptionalInt hidden = event.getValue().codePoints().filter(Source::isHidden).findFirst();
    if (hidden.isPresent()) {
      problems.add(
          place,
          ProblemCode.HIDDEN_CHARACTER,
          "The text has an invisible character, U+%04X, written as an escape."
              .formatted(hidden.getAsInt()),
          "Remove it.");
    }
    return new Value.Scalar(place, event.getValue(), kindOf(event, place, problems));
  }

  private static Value.Kind kindOf(ScalarEvent event, Place place, Problems problems) {
    Optional<String> written = event.getTag().filter(tag -> !tag.equals("!"));
    Tag tag =
        written
            .map(Tag::new)
            .orElseGet(() ->
                event.isPlain() && event.getTag().isEmpty()
                    ? CORE.resolve(event.getValue(), true)
                    : Tag.STR);
    if (tag.equals(Tag.STR)) {
      return Value.Kind.TEXT;
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Value.Kind.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Value.Kind.TRUE_OR_FALSE;
    }
    if (tag.equals(Tag.NULL)) {
      return Value.Kind.NOTHING;
    }
    tellForeignTag(written, place, problems);
    return Value.Kind.FOREIGN;
  }

  /// @param tag empty if there is none, or none that is foreign
  static void tellForeignTag(Optional<String> tag, Place place, Problems problems) {
    tag.filter(t -> !t.equals("!"))
        .ifPresent(t ->
            problems.add(
                place,
                ProblemCode.TAG,
                "The tag %s asks for a type that a flow file has not."
                    .formatted(Visible.quoted(t.replace("tag:yaml.org,2002:", "!!"))),
                "Remove the tag; if a text begins with '!', put it in quotes."));
  }
}
