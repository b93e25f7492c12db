package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;

/// One of two shapes, told apart by their kind alone, so that a slip in the one is never taken for
/// the other.
public record Either<T>(String noun, Shape<T> one, Shape<T> other) implements Shape<T> {

  @Override
  public boolean suits(Value value) {
    return one.suits(value) || other.suits(value);
  }

  @Override
  public Optional<T> read(Value value, Problems problems) {
    if (one.suits(value)) {
      return one.read(value, problems);
    }
    return other.suits(value) ? other.read(value, problems) : Shape.unsuited(this, value, problems);
  }
}
