package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.shape.At;
import java.time.Duration;
import java.util.Optional;

/// What an environment takes, as it is written.
sealed interface TakesDraft {

  record Whole(Takes takes) implements TakesDraft {}

  /// @param from the environment it takes from
  /// @param train the train it takes from
  /// @param soaked how long a release has to be well in the environment before
  record Parts(Optional<At<Slug>> from, Optional<At<Slug>> train, Optional<Duration> soaked)
      implements TakesDraft {}

  /// What it means; empty where the parts do not fit together.
  default Optional<Takes> meaning() {
    return switch (this) {
      case Whole(Takes takes) -> Optional.of(takes);
      case Parts(var from, var train, var soaked) ->
          train.isPresent()
              ? soaked.isPresent()
                  ? Optional.empty()
                  : Optional.of(
                      from.<Takes>map(f -> new Takes.AtCut(train.get().value(), f.value()))
                          .orElseGet(() -> new Takes.OfTrain(train.get().value())))
              : from.map(f ->
                  soaked
                      .<Takes>map(lasting -> new Takes.Soaked(f.value(), lasting))
                      .orElseGet(() -> new Takes.From(f.value())));
    };
  }
}
