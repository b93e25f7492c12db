package dev.signalbox.flow.shape;

import dev.signalbox.base.Place;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.yaml.Value;
import java.util.List;
import java.util.Optional;

/// One step or gate: a bare word, or a mapping of one keyword to its value.
///
/// @param kind what such a word is: `step` or `gate`
/// @param words those that may stand here
/// @param elsewhere all there are, so that a misplaced step is told from a misspelled one
public record Words<T>(String kind, String noun, List<Word<T>> words, List<Word<T>> elsewhere)
    implements Shape<Words.Chosen<T>> {

  /// Words that are steps.
  public Words(String noun, List<Word<T>> words, List<Word<T>> elsewhere) {
    this("step", noun, words, elsewhere);
  }

  /// @param place where its word stands
  /// @param meaning empty if the value is unreadable
  public record Chosen<T>(Word<T> word, Place place, Optional<T> meaning) {

    public boolean is(Word<T> other) {
      return word.equals(other);
    }
  }

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Mapping
        || (value instanceof Value.Scalar scalar && scalar.kind() == Value.Kind.TEXT);
  }

  @Override
  public Optional<Chosen<T>> read(Value value, Problems problems) {
    return switch (value) {
      case Value.Scalar word when suits(word) -> readBare(word, problems);
      case Value.Mapping mapping when !mapping.entries().isEmpty() -> readOnly(mapping, problems);
      case Value.Mapping _, Value.Scalar _, Value.Listing _ ->
          Shape.unsuited(this, value, problems);
    };
  }

  private Optional<Chosen<T>> readBare(Value.Scalar scalar, Problems problems) {
    Optional<Word<T>> known = find(scalar, problems);
    if (known.isPresent() && known.get().bare().isEmpty()) {
      problems.add(
          scalar.place(),
          ProblemCode.STEP_NEEDS_VALUE,
          "'%s' is not complete as a bare word.".formatted(scalar.text()),
          "Write '%s: ' and %s behind it."
              .formatted(scalar.text(), known.get().valued().map(Shape::noun).orElse("")));
    }
    return known.map(word -> new Chosen<>(word, scalar.place(), word.bare()));
  }

  private Optional<Chosen<T>> readOnly(Value.Mapping mapping, Problems problems) {
    if (mapping.entries().size() > 1) {
      Value.Scalar second = mapping.entries().get(1).key();
      problems.add(
          second.place(),
          ProblemCode.SEVERAL_STEPS_IN_ONE,
          "An entry of the list is one %s, and %s begins another."
              .formatted(kind, Visible.quoted(second.text())),
          find(second, elsewhere).isPresent()
              ? "Put a dash of its own before each %s.".formatted(kind)
              : "What belongs to a "
                  + kind
                  + " stands behind its colon, in braces or further right.");
    }
    Value.Entry first = mapping.entries().getFirst();
    return find(first.key(), problems)
        .map(word -> new Chosen<>(word, first.key().place(), meaningOf(word, first, problems)));
  }

  private Optional<T> meaningOf(Word<T> word, Value.Entry entry, Problems problems) {
    if (word.valued().isPresent()) {
      return word.valued().get().read(entry.value(), problems);
    }
    problems.add(
        entry.key().place(),
        ProblemCode.STEP_TAKES_NO_VALUE,
        "'%s' stands alone, without a value.".formatted(word.word()),
        "Write '- %s'.".formatted(word.word()));
    return word.bare();
  }

  private Optional<Word<T>> find(Value.Scalar written, Problems problems) {
    Optional<Word<T>> here = find(written, words);
    if (here.isEmpty()) {
      boolean known = find(written, elsewhere).isPresent();
      List<String> allowed = words.stream().map(Word::word).toList();
      problems.add(
          written.place(),
          known ? ProblemCode.STEP_NOT_HERE : ProblemCode.UNKNOWN_STEP,
          known
              ? "'%s' is a %s, but not %s.".formatted(written.text(), kind, noun)
              : "There is no %s %s.".formatted(kind, Visible.quoted(written.text())),
          known
              ? "Allowed here: " + String.join(", ", allowed) + "."
              : Allowed.of(written.text(), allowed));
    }
    return here;
  }

  private Optional<Word<T>> find(Value.Scalar written, List<Word<T>> among) {
    return among.stream().filter(word -> word.word().equals(written.text())).findFirst();
  }
}
