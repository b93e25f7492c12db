package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.List;
import java.util.Optional;

/// A list, never empty and never too long. It means what could be read of its entries.
public record ListOf<E>(String noun, Shape<E> entry) implements Shape<List<E>> {

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Listing;
  }

  @Override
  public Optional<List<E>> read(Value value, Problems problems) {
    if (!(value instanceof Value.Listing list)) {
      return Shape.unsuited(this, value, problems);
    }
    return Limit.keeps(list.items().size(), list.place(), noun, problems)
        ? Optional.of(
            list.items().stream().flatMap(item -> entry.read(item, problems).stream()).toList())
        : Optional.empty();
  }
}
