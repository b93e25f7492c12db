package dev.signalbox.flow;

import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A step as it is written. What it lacks stands elsewhere in the file: how to deploy, what to
/// count, how to number.
sealed interface Draft {

  /// It lacks nothing.
  record Complete(StepSpec step) implements Draft {}

  /// It lacks nothing, but its names may have holes that cannot be filled where it stands.
  record Naming(StepSpec step, List<At<Template>> names) implements Draft {}

  /// @param own how, if the step says so itself
  record Deploy(Optional<DeploySpec> own) implements Draft {}

  /// @param errors the threshold, if there is one
  /// @param slo the objective, if there is one
  record Monitor(Optional<Double> errors, Optional<Fields> slo, Duration lasting)
      implements Draft {}

  record Release() implements Draft {}

  record Rollback() implements Draft {}
}
