package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Word;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.List;
import java.util.Optional;

/// An environment as far as it could be read.
record EnvironmentDraft(At<Slug> name, Fields fields) {

  Optional<At<Takes>> takes() {
    return fields
        .get(Environments.TAKES)
        .flatMap(draft -> draft.value().meaning().map(takes -> new At<>(draft.place(), takes)));
  }

  /// The train it takes, if it takes one.
  Optional<At<Slug>> train() {
    return fields
        .get(Environments.TAKES)
        .flatMap(draft ->
            draft.value() instanceof TakesDraft.Parts parts ? parts.train() : Optional.empty());
  }

  /// The environment it takes from, if it takes from one.
  Optional<At<Slug>> from() {
    return fields
        .get(Environments.TAKES)
        .flatMap(draft ->
            draft.value() instanceof TakesDraft.Parts parts ? parts.from() : Optional.empty());
  }

  List<Chosen<Draft>> steps() {
    return fields.get(Environments.STEPS).orElse(List.of());
  }

  List<Chosen<Draft>> steps(Word<Draft> word) {
    return steps().stream().filter(step -> step.is(word)).toList();
  }

  /// Whether the steps surely lack this one: an unreadable step might be it.
  boolean lacks(Word<Draft> word) {
    return steps(word).isEmpty() && fields.sound(Environments.STEPS);
  }

  String title() {
    return name.value().text();
  }
}
