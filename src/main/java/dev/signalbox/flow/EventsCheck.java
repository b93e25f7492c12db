package dev.signalbox.flow;

import dev.signalbox.base.Place;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.signoff.Signoffs;
import dev.signalbox.domain.train.Train;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the events of a simulation name is in the flow: its environments and trains, and what its
/// gates wait for.
final class EventsCheck {

  private static final List<Key<At<Slug>>> ENVIRONMENTS =
      List.of(
          EventsGrammar.FAILS,
          EventsGrammar.PROMOTE,
          EventsGrammar.SOAK,
          EventsGrammar.BAD,
          EventsGrammar.GOOD,
          EventsGrammar.ACCEPT,
          EventsGrammar.DECLINE,
          EventsGrammar.IN);
  private static final List<Key<At<Slug>>> TRAINS =
      List.of(EventsGrammar.SKIP, EventsGrammar.MOVE, EventsGrammar.CUT);

  private final Flow flow;
  private final Problems problems;

  private EventsCheck(Flow flow, Problems problems) {
    this.flow = flow;
    this.problems = problems;
  }

  static void check(Fields event, Flow flow, Problems problems) {
    var check = new EventsCheck(flow, problems);
    ENVIRONMENTS.forEach(key -> event.get(key).ifPresent(check::environment));
    TRAINS.forEach(key -> event.get(key).ifPresent(check::train));
    Stream.of(EventsGrammar.ACCEPT, EventsGrammar.DECLINE)
        .forEach(key -> event.get(key).ifPresent(check::request));
    Optional<Environment> in = event.get(EventsGrammar.IN).flatMap(check::found);
    if (in.isPresent()) {
      event
          .get(EventsGrammar.SAY)
          .ifPresent(as -> check.asked(in.get(), as.map(Slug::text), voices(in.get()), "the word"));
      event
          .get(EventsGrammar.CHECK)
          .ifPresent(as -> check.asked(in.get(), as, checks(in.get()), "the check"));
    }
  }

  private Optional<Environment> found(At<Slug> name) {
    return flow.process().environment(name.value());
  }

  private void environment(At<Slug> name) {
    List<String> names = flow.process().environments().stream().map(e -> e.name().text()).toList();
    known(name, names, ProblemCode.UNKNOWN_ENVIRONMENT, "environment");
  }

  private void train(At<Slug> name) {
    List<String> names = flow.trains().stream().map(Train::name).map(Slug::text).toList();
    known(name, names, ProblemCode.UNKNOWN_TRAIN, "train");
  }

  private void known(At<Slug> name, List<String> names, ProblemCode code, String noun) {
    if (!names.contains(name.value().text())) {
      problems.add(
          name.place(),
          code,
          "The flow has no %s '%s'.".formatted(noun, name.value()),
          advice(name.value().text(), names, "no " + noun));
    }
  }

  private void request(At<Slug> environment) {
    boolean none =
        found(environment)
            .filter(e -> e.gates().stream().noneMatch(GateRule.Requested.class::isInstance))
            .isPresent();
    if (none) {
      notAskedFor(
          environment.place(),
          "'%s' files no deployment request.".formatted(environment.value()),
          "Take the event away, or add 'request: { to: ops }' to the environment.");
    }
  }

  private void asked(Environment in, At<String> what, List<String> asked, String noun) {
    if (!asked.contains(what.value())) {
      notAskedFor(
          what.place(),
          "'%s' does not wait for %s '%s'.".formatted(in.name(), noun, what.value()),
          advice(what.value(), asked, "nothing of the kind"));
    }
  }

  private void notAskedFor(Place place, String fact, String next) {
    problems.add(place, ProblemCode.NOT_ASKED_FOR, fact, next);
  }

  private static String advice(String written, List<String> known, String nothing) {
    return Nearest.to(written, known)
        .map("Did you mean '%s'?"::formatted)
        .orElse("There is " + (known.isEmpty() ? nothing : String.join(", ", known)) + ".");
  }

  private static List<String> voices(Environment environment) {
    return environment.gates().stream()
        .flatMap(rule ->
            switch (rule) {
              case GateRule.WordOf(Slug role) -> Stream.of(role.text());
              case GateRule.NoBlockers() -> Stream.of(Signoffs.QA.text());
              case GateRule.CompanionReleased(Slug companion) -> Stream.of(companion.text());
              case GateRule.Checks _,
                  GateRule.Requested _,
                  GateRule.InWindow _,
                  GateRule.NotAHoliday _ ->
                  Stream.<String>empty();
            })
        .toList();
  }

  private static List<String> checks(Environment environment) {
    return environment.gates().stream()
        .flatMap(rule ->
            rule instanceof GateRule.Checks(List<String> names)
                ? names.stream()
                : Stream.<String>empty())
        .toList();
  }
}
