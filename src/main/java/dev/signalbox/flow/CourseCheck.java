package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.Grammar.Steps;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Words.Chosen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What comes into each environment can really come: environments take from each other without
/// circles, and somebody releases what others take as releases.
final class CourseCheck {

  private final FlowDraft flow;
  private final Problems problems;

  private CourseCheck(FlowDraft flow, Problems problems) {
    this.flow = flow;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    var check = new CourseCheck(flow, problems);
    for (EnvironmentDraft environment : flow.environments()) {
      environment.from().ifPresent(from -> check.source(environment, from));
      environment
          .takes()
          .filter(takes -> takes.value() instanceof Takes.EveryRelease)
          .ifPresent(takes -> check.somebodyReleasesBefore(environment, takes));
      if (flow.takesReleases(environment).equals(Optional.of(false))) {
        for (Chosen<Draft> naming : environment.steps(Steps.NAME_ARTIFACT)) {
          NameCheck.checkNoVersion(
              naming,
              "'%s' takes builds.".formatted(environment.title()),
              "Name it in an environment with 'takes: every release'.",
              problems);
        }
      }
    }
    check.circles();
  }

  private void source(EnvironmentDraft environment, At<Slug> from) {
    Optional<EnvironmentDraft> source = flow.environment(from.value());
    if (from.value().equals(environment.name().value())) {
      problems.add(
          from.place(),
          ProblemCode.FROM_ITSELF,
          "'%s' takes from itself.".formatted(environment.title()),
          "Name the environment before it.");
    } else if (source.isEmpty() && !flow.shadows().contains(from.value().text())) {
      List<String> names =
          flow.environments().stream()
              .filter(other -> !other.equals(environment))
              .map(EnvironmentDraft::title)
              .toList();
      problems.add(
          from.place(),
          ProblemCode.UNKNOWN_ENVIRONMENT,
          "There is no environment '%s'.".formatted(from.value()),
          Nearest.to(from.value().text(), names)
              .map("Did you mean '%s'?"::formatted)
              .orElse(names.isEmpty() ? "" : "There is " + String.join(", ", names) + "."));
    } else if (source.filter(s -> !s.steps(Steps.HALT).isEmpty()).isPresent()) {
      problems.add(
          from.place(),
          ProblemCode.NOTHING_COMES,
          "The steps of '%s' end in 'halt', so nothing ever comes from it.".formatted(from.value()),
          "Take away that 'halt', or take from another environment.");
    }
  }

  private void somebodyReleasesBefore(EnvironmentDraft environment, At<Takes> takes) {
    int here = flow.environments().indexOf(environment);
    List<EnvironmentDraft> before = flow.environments().subList(0, here);
    if (flow.trains().isEmpty()
        && flow.shadows().isEmpty()
        && before.stream().allMatch(e -> e.lacks(Steps.RELEASE))) {
      Optional<String> below =
          flow.environments().stream()
              .skip(here + 1L)
              .filter(e -> !e.steps(Steps.RELEASE).isEmpty())
              .map(EnvironmentDraft::title)
              .findFirst();
      problems.add(
          takes.place(),
          ProblemCode.NOTHING_RELEASED,
          "No environment above '%s' releases anything.".formatted(environment.title()),
          below
              .map("Move '%s', which does, above it."::formatted)
              .orElse("Add the step 'release' to the environment that takes builds."));
    }
  }

  /// A circle is told once, at the first of its environments in the file.
  private void circles() {
    List<Slug> told = new ArrayList<>();
    for (EnvironmentDraft start : flow.environments()) {
      List<EnvironmentDraft> way = wayBackTo(start);
      if (way.size() > 1 && !told.contains(start.name().value())) {
        way.forEach(environment -> told.add(environment.name().value()));
        problems.add(
            start.from().orElseThrow().place(),
            ProblemCode.CIRCLE,
            "Environments take from each other in a circle: %s, %s."
                .formatted(
                    way.stream().map(EnvironmentDraft::title).collect(Collectors.joining(", ")),
                    start.title()),
            "Let the first of them take builds or releases.");
      }
    }
  }

  /// The environments from this one along `from` until it comes again; empty if it never does.
  private List<EnvironmentDraft> wayBackTo(EnvironmentDraft start) {
    List<EnvironmentDraft> way = new ArrayList<>(List.of(start));
    while (true) {
      Optional<EnvironmentDraft> next =
          way.getLast().from().flatMap(from -> flow.environment(from.value()));
      if (next.isEmpty() || way.indexOf(next.get()) > 0) {
        return List.of();
      }
      if (next.get().equals(start)) {
        return way;
      }
      way.add(next.get());
    }
  }
}
