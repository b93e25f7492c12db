package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;

/// A shape whose meaning remembers where it stands.
public record Placed<T>(Shape<T> of) implements Shape<At<T>> {

  @Override
  public String noun() {
    return of.noun();
  }

  @Override
  public boolean suits(Value value) {
    return of.suits(value);
  }

  @Override
  public Optional<At<T>> read(Value value, Problems problems) {
    return of.read(value, problems).map(meaning -> new At<>(value.place(), meaning));
  }
}
