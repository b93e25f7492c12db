package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;

/// One number and no other.
public record Exactly(int number, ProblemCode code, String rule) implements Shape<Integer> {

  @Override
  public String noun() {
    return "the number " + number;
  }

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Scalar scalar && scalar.kind() == Value.Kind.NUMBER;
  }

  @Override
  public Optional<Integer> read(Value value, Problems problems) {
    if (!(value instanceof Value.Scalar scalar) || !suits(value)) {
      return Shape.unsuited(this, value, problems);
    }
    if (!scalar.text().equals(Integer.toString(number))) {
      problems.add(
          scalar.place(),
          code,
          "Expected %s, found %s.".formatted(noun(), Visible.quoted(scalar.text())),
          rule);
      return Optional.empty();
    }
    return Optional.of(number);
  }
}
