package dev.signalbox.flow.shape;

import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.problem.Visible;
import dev.signalbox.flow.yaml.Value;
import java.util.Optional;
import java.util.function.Function;

/// A text of a certain form.
///
/// @param rule the form, as a sentence for whoever broke it
/// @param form as a regular expression for the whole text, in the dialect Java and JSON Schema
///   share
/// @param most how many characters it may have
/// @param code the problem of a text that is not of the form
/// @param meaning of a text that has the form; it may still find fault with it
public record Text<T>(
    String noun,
    String rule,
    String form,
    int most,
    ProblemCode code,
    Function<String, Meant<T>> meaning)
    implements Shape<T> {

  /// What the form alone cannot say.
  public sealed interface Meant<T> {

    record Well<T>(T value) implements Meant<T> {}

    record Ill<T>(ProblemCode code, String fact, String next) implements Meant<T> {}

    static <T> Meant<T> well(T value) {
      return new Well<>(value);
    }

    static <T> Meant<T> ill(ProblemCode code, String fact, String next) {
      return new Ill<>(code, fact, next);
    }
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
    String text = scalar.text();
    if (text.length() > most) {
      problems.add(
          scalar.place(),
          code,
          "The text is %d characters long; %s has %d at most."
              .formatted(text.length(), noun, most));
      return Optional.empty();
    }
    if (!text.matches(form)) {
      problems.add(
          scalar.place(), code, "%s is not %s.".formatted(Visible.quoted(text), noun), rule);
      return Optional.empty();
    }
    if (scalar.kind() != Value.Kind.TEXT) {
      problems.add(
          scalar.place(),
          ProblemCode.NEEDS_QUOTES,
          "YAML takes %s for %s, and %s is needed here."
              .formatted(Visible.quoted(text), scalar.kind().noun(), noun),
          "Put it in quotes: \"" + Visible.of(text) + "\".");
      return Optional.empty();
    }
    return switch (meaning.apply(text)) {
      case Meant.Well<T>(T well) -> Optional.of(well);
      case Meant.Ill<T>(ProblemCode ill, String fact, String next) -> {
        problems.add(scalar.place(), ill, fact, next);
        yield Optional.empty();
      }
    };
  }
}
