package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An urgent fix goes into environments that there are, and takes the slot of one of them that has
/// slots.
final class UrgentCheck {

  private final FlowDraft flow;
  private final Problems problems;

  private UrgentCheck(FlowDraft flow, Problems problems) {
    this.flow = flow;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    var check = new UrgentCheck(flow, problems);
    UrgentGrammar.kinds(flow.file()).forEach(check::kind);
  }

  private void kind(Fields kind) {
    List<At<Slug>> into = kind.get(UrgentGrammar.INTO).orElse(List.of());
    List<At<Slug>> slots = kind.get(UrgentGrammar.TAKES_SLOT_OF).orElse(List.of());
    tellTwice(into);
    tellTwice(slots);
    into.forEach(this::known);
    for (At<Slug> slot : slots) {
      Optional<EnvironmentDraft> environment = known(slot);
      if (into.stream().noneMatch(place -> place.value().equals(slot.value()))
          && kind.sound(UrgentGrammar.INTO)) {
        problems.add(
            slot.place(),
            ProblemCode.SLOT_ELSEWHERE,
            "The fix does not go into '%s'.".formatted(slot.value()),
            "Add it to 'into', or take it away here.");
      } else {
        environment.filter(UrgentCheck::hasNoSlots).ifPresent(one -> noSlots(slot));
      }
    }
  }

  private Optional<EnvironmentDraft> known(At<Slug> named) {
    Slug name = named.value();
    Optional<EnvironmentDraft> environment = flow.environment(name);
    if (environment.isEmpty() && !flow.shadows().contains(name.text())) {
      List<String> names = flow.environments().stream().map(EnvironmentDraft::title).toList();
      problems.add(
          named.place(),
          ProblemCode.UNKNOWN_ENVIRONMENT,
          "There is no environment '%s'.".formatted(name),
          Nearest.to(name.text(), names)
              .map("Did you mean '%s'?"::formatted)
              .orElse(names.isEmpty() ? "" : "There is " + String.join(", ", names) + "."));
    }
    return environment;
  }

  private static boolean hasNoSlots(EnvironmentDraft environment) {
    Optional<At<StartsDraft>> starts = environment.fields().get(Environments.STARTS);
    boolean timed = starts.filter(s -> s.value() instanceof StartsDraft.At).isPresent();
    return !timed
        && environment.fields().sound(Environments.STARTS)
        && environment
            .takes()
            .map(takes ->
                switch (takes.value()) {
                  case Takes.OfTrain _, Takes.AtCut _ -> false;
                  case Takes.EveryBuild _, Takes.EveryRelease _, Takes.From _, Takes.Soaked _ ->
                      true;
                })
            .orElse(false);
  }

  private void noSlots(At<Slug> slot) {
    problems.add(
        slot.place(),
        ProblemCode.NO_SLOTS,
        "'%s' has no slots: it takes no train and has no times at which it starts."
            .formatted(slot.value()),
        "Take it away here, or give the environment 'starts: FRI 10:00'.");
  }

  private void tellTwice(List<At<Slug>> places) {
    Map<Slug, At<Slug>> seen = new HashMap<>();
    for (At<Slug> place : places) {
      At<Slug> before = seen.putIfAbsent(place.value(), place);
      if (before != null) {
        problems.add(
            place.place(),
            ProblemCode.LISTED_TWICE,
            "%s is in line %d already.".formatted(place.value(), before.place().line()),
            "Keep one of them.");
      }
    }
  }
}
