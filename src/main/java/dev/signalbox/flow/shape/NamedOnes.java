package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A mapping from names the team chooses to values of one shape, in an order that counts; never
/// empty. It means what could be read of it.
///
/// @param name how a name is written
public record NamedOnes<N, T>(String noun, Text<N> name, Shape<T> each)
    implements Shape<List<NamedOnes.One<N, T>>> {

  /// @param word the name as it is written
  /// @param name empty if it is not written as a name
  /// @param value empty if it could not be read
  public record One<N, T>(At<String> word, Optional<N> name, Optional<T> value) {}

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Mapping;
  }

  @Override
  public Optional<List<One<N, T>>> read(Value value, Problems problems) {
    if (!(value instanceof Value.Mapping mapping)) {
      return Shape.unsuited(this, value, problems);
    }
    if (!Limit.keeps(mapping.entries().size(), mapping.place(), noun, problems)) {
      return Optional.empty();
    }
    List<One<N, T>> ones = new ArrayList<>();
    for (Value.Entry entry : mapping.entries()) {
      Value.Scalar word =
          new Value.Scalar(entry.key().place(), entry.key().text(), Value.Kind.TEXT);
      ones.add(
          new One<>(
              new At<>(word.place(), word.text()),
              name.read(word, problems),
              each.read(entry.value(), problems)));
    }
    return Optional.of(ones);
  }
}
