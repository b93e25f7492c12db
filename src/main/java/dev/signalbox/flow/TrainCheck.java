package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.Grammar.File;
import dev.signalbox.flow.TrainGrammar.Trains;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.NamedOnes;
import java.util.List;
import java.util.Optional;

/// Trains can make releases, environments take from trains that there are, what soaks is a release,
/// and every time of the day has its zone.
final class TrainCheck {

  private final FlowDraft flow;
  private final Problems problems;

  private TrainCheck(FlowDraft flow, Problems problems) {
    this.flow = flow;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    var check = new TrainCheck(flow, problems);
    if (!flow.trains().isEmpty()) {
      check.releases();
    }
    for (NamedOnes.One<Slug, Fields> train : flow.trains()) {
      train
          .value()
          .flatMap(fields -> fields.get(Trains.CUTS))
          .ifPresent(cuts -> CalendarCheck.zone(flow.file(), cuts, problems));
    }
    for (EnvironmentDraft environment : flow.environments()) {
      check.parts(environment);
      environment.train().ifPresent(check::known);
      check.soaks(environment);
      environment
          .fields()
          .get(Environments.STARTS)
          .ifPresent(starts -> {
            if (starts.value() instanceof StartsDraft.At(RecurrenceText when)) {
              CalendarCheck.zone(flow.file(), new At<>(starts.place(), when), problems);
            }
          });
    }
  }

  private void releases() {
    At<String> first = flow.trains().getFirst().word();
    if (!flow.file().has(File.RELEASE)) {
      problems.add(
          first.place(),
          ProblemCode.TRAIN_WITHOUT_RELEASES,
          "The file does not say how releases are numbered.",
          "Add the key 'release' to the top of the file.");
    }
    flow.file()
        .get(File.RELEASE)
        .ifPresent(release ->
            List.of(ReleaseGrammar.WRITES, ReleaseGrammar.CHANGELOG).stream()
                .filter(release::has)
                .forEach(key ->
                    problems.add(
                        release.placeOf(key),
                        ProblemCode.TRAIN_WRITES,
                        "'%s' is released by a train, which tags the very commit it takes."
                            .formatted(flow.file().get(File.SERVICE).map(Slug::text).orElse("")),
                        "Take '%s' away.".formatted(key.word()))));
  }

  private void parts(EnvironmentDraft environment) {
    Optional<At<TakesDraft>> takes = environment.fields().get(Environments.TAKES);
    if (takes.isPresent()
        && takes.get().value() instanceof TakesDraft.Parts(var from, var train, var soaked)) {
      if (from.isEmpty() && train.isEmpty()) {
        problems.add(
            takes.get().place(),
            ProblemCode.TAKES_DO_NOT_FIT,
            "It is not said what '%s' takes.".formatted(environment.title()),
            "Write { train: TRAIN } or { from: ENVIRONMENT }.");
      } else if (train.isPresent() && soaked.isPresent()) {
        problems.add(
            takes.get().place(),
            ProblemCode.TAKES_DO_NOT_FIT,
            "What '%s' takes is either soaked, or was there at a cut."
                .formatted(environment.title()),
            "Take 'train' or 'soaked' away.");
      }
    }
  }

  private void known(At<Slug> train) {
    List<String> names = flow.trains().stream().map(one -> one.word().value()).toList();
    if (!names.contains(train.value().text())) {
      problems.add(
          train.place(),
          ProblemCode.UNKNOWN_TRAIN,
          "There is no train '%s'.".formatted(train.value()),
          Nearest.to(train.value().text(), names)
              .map("Did you mean '%s'?"::formatted)
              .orElse(
                  names.isEmpty()
                      ? "Add the key 'trains' to the top of the file."
                      : "There is " + String.join(", ", names) + "."));
    }
  }

  private void soaks(EnvironmentDraft environment) {
    environment
        .takes()
        .filter(
            takes -> takes.value() instanceof Takes.Soaked || takes.value() instanceof Takes.AtCut)
        .flatMap(_ -> environment.from())
        .ifPresent(from -> {
          if (flow.environment(from.value())
              .flatMap(flow::takesReleases)
              .equals(Optional.of(false))) {
            problems.add(
                from.place(),
                ProblemCode.SOAKS_BUILDS,
                "'%s' takes builds.".formatted(from.value()),
                "Let it take releases, or take from an environment that does.");
          }
        });
  }
}
