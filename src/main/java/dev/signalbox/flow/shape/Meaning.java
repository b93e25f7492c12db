package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;
import java.util.function.Function;

/// A shape with a meaning of its own, which only a value without any problem has.
public record Meaning<S, T>(Shape<S> of, Function<? super S, ? extends T> meaning)
    implements Shape<T> {

  @Override
  public String noun() {
    return of.noun();
  }

  @Override
  public boolean suits(Value value) {
    return of.suits(value);
  }

  @Override
  public Optional<T> read(Value value, Problems problems) {
    int before = problems.count();
    Optional<S> read = of.read(value, problems);
    return problems.count() == before ? read.map(meaning) : Optional.empty();
  }
}
