package dev.signalbox.engine;

import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run as its worker sees it: pinned to the definition it began with, going on step by step.
///
/// @param definition the digest of the flow file the run follows, whatever the branch says now
/// @param fence the worker's: whoever claims the run raises it, and a late worker's writes are
///   refused
/// @param abort who wants it stopped, and why
public record Run(
    RunId id,
    ServiceId service,
    Slug serviceName,
    Digest definition,
    Work work,
    long fence,
    Optional<Abort> abort,
    Instant started,
    List<StepRun> steps) {

  public record Abort(String by, String reason) {

    public String sentence() {
      return "%s stopped it: %s".formatted(by, reason);
    }
  }

  /// The run with one of its steps as it is now.
  public Run with(StepRun changed) {
    return withSteps(steps.stream().map(s -> s.same(changed) ? changed : s).toList());
  }

  public Run withSteps(List<StepRun> next) {
    return new Run(
        id, service, serviceName, definition, work, fence, abort, started, List.copyOf(next));
  }

  public Run withWork(Work next) {
    return new Run(id, service, serviceName, definition, next, fence, abort, started, steps);
  }

  public List<StepRun> phase(StepRun.Phase phase) {
    return steps.stream().filter(s -> s.phase() == phase).toList();
  }
}
