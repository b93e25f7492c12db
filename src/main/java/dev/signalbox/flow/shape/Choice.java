package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.yaml.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One of a few words.
public record Choice<T>(String noun, List<Option<T>> options) implements Shape<T> {

  /// @param says what the word does, as a sentence
  public record Option<T>(String word, T meaning, String says) {}

  public Choice(String noun) {
    this(noun, List.of());
  }

  /// This choice with one more word.
  public Choice<T> or(String word, T meaning, String says) {
    return new Choice<>(
        noun,
        Stream.concat(options.stream(), Stream.of(new Option<>(word, meaning, says))).toList());
  }

  @Override
  public boolean suits(Value value) {
    return value instanceof Value.Scalar scalar && scalar.saysSomething();
  }

  @Override
  public Optional<T> read(Value value, Problems problems) {
    if (!(value instanceof Value.Scalar scalar) || !suits(value)) {
      return Shape.unsuited(this, value, problems);
    }
    Optional<T> chosen =
        options.stream()
            .filter(option -> option.word.equals(scalar.text()))
            .map(Option::meaning)
            .findFirst();
    if (chosen.isEmpty()) {
      problems.add(
          scalar.place(),
          ProblemCode.UNKNOWN_CHOICE,
          "%s is not %s.".formatted(Visible.quoted(scalar.text()), noun),
          Allowed.of(scalar.text(), words()));
    }
    return chosen;
  }

  List<String> words() {
    return options.stream().map(Option::word).toList();
  }
}
