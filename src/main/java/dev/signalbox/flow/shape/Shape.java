package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;
import java.util.function.Function;

/// What may stand at a place of a file, and what it means there.
///
/// @param <T> what a value of this shape means
public sealed interface Shape<T>
    permits Text, Exactly, Choice, ListOf, MappingOf, NamedOnes, Either, Words, Meaning, Placed {

  /// For a sentence such as "expected a list of build steps".
  String noun();

  /// Whether a value is of the kind this shape describes, well-formed or not: a scalar, a list or a
  /// mapping.
  boolean suits(Value value);

  /// What the value means; empty, with the problems told, where it means nothing. Lists and
  /// mappings mean as much as could be read of them, so that one bad key hides no other problem.
  Optional<T> read(Value value, Problems problems);

  /// The same shape with another meaning. Only what was read without a problem has it.
  default <U> Shape<U> as(Function<? super T, ? extends U> meaning) {
    return new Meaning<>(this, meaning);
  }

  /// The same shape, whose meaning remembers where it stands.
  default Shape<At<T>> placed() {
    return new Placed<>(this);
  }

  /// Tells that a value of the wrong kind stands here.
  static <T> Optional<T> unsuited(Shape<T> shape, Value value, Problems problems) {
    String fact = "Expected %s, found %s.".formatted(shape.noun(), value.noun());
    switch (value) {
      case Value.Scalar scalar when scalar.kind() == Value.Kind.FOREIGN -> problems.addKnown();
      case Value.Scalar scalar when scalar.kind() == Value.Kind.NOTHING ->
          problems.add(value.place(), ProblemCode.EMPTY, fact);
      case Value.Scalar _, Value.Listing _, Value.Mapping _ ->
          problems.add(value.place(), ProblemCode.WRONG_KIND, fact);
    }
    return Optional.empty();
  }
}
