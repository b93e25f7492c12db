package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.AnalysisPolicy.OnInconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the flow file says of a rollout: its steps in their order, and what is done without
/// evidence. The exposure only rises.
public record RolloutRule(List<Stage> stages, OnInconclusive onInconclusive) {

  /// A share of the traffic that stays on the old version after the last step for a while, so that
  /// there is still something to compare with.
  public record Holdback(Exposure share, Duration lasting) {}

  public RolloutRule {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("A rollout has one step at least.");
    }
    for (int i = 0; i < stages.size(); i++) {
      Exposure before = i == 0 ? Exposure.NONE : stages.get(i - 1).exposure();
      if (stages.get(i).exposure().compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "After %s comes %s: the exposure only rises."
                .formatted(before, stages.get(i).exposure()));
      }
    }
  }

  /// @param steps the last of them is 100 %; with a holdback, all but its share
  public static RolloutRule of(
      List<Stage> steps, Optional<Holdback> holdback, OnInconclusive onInconclusive) {
    if (holdback.isEmpty()) {
      return new RolloutRule(steps, onInconclusive);
    }
    List<Stage> stages = new ArrayList<>(steps.subList(0, steps.size() - 1));
    Holdback kept = holdback.get();
    stages.add(
        new Stage(new Exposure(100 - kept.share().percent()), kept.lasting(), kept.lasting()));
    return new RolloutRule(stages, onInconclusive);
  }

  boolean isLast(int stage) {
    return stage == stages.size() - 1;
  }

  /// How much traffic the new version should have in a state.
  public Exposure target(RolloutState state) {
    return switch (state) {
      case RolloutState.Shifting(int stage) -> stages.get(stage).exposure();
      case RolloutState.Exposed exposed -> stages.get(exposed.stage()).exposure();
      case RolloutState.Paused paused -> stages.get(paused.stage()).exposure();
      case RolloutState.Returning _, RolloutState.Returned _ -> Exposure.NONE;
      case RolloutState.Completing(), RolloutState.Complete() -> Exposure.ALL;
    };
  }

  /// `5 %, 25 %, 100 %`.
  public String sentence() {
    return stages.stream().map(s -> s.exposure().toString()).collect(Collectors.joining(", "));
  }
}
