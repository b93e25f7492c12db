package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A flow as far as it could be read: what its values mean together is still to be checked.
///
/// @param environments in the order of the file
/// @param shadows the names of further environments that could not be read
record FlowDraft(Fields file, List<EnvironmentDraft> environments, List<String> shadows) {

  static FlowDraft of(Fields file) {
    List<EnvironmentDraft> environments = new ArrayList<>();
    List<String> shadows = new ArrayList<>();
    for (NamedOnes.One<Slug, Fields> one : file.get(Grammar.File.ENVIRONMENTS).orElse(List.of())) {
      if (one.name().isPresent() && one.value().isPresent()) {
        At<Slug> name = new At<>(one.word().place(), one.name().get());
        environments.add(new EnvironmentDraft(name, one.value().get()));
      } else {
        shadows.add(one.word().value());
      }
    }
    return new FlowDraft(file, environments, shadows);
  }

  /// The trains that could be read, in the order of the file.
  List<NamedOnes.One<Slug, Fields>> trains() {
    return file.get(TrainGrammar.TRAINS).orElse(List.of());
  }

  Optional<EnvironmentDraft> environment(Slug name) {
    return environments.stream().filter(e -> e.name().value().equals(name)).findFirst();
  }

  /// Whether releases come into an environment, or builds; empty where that cannot be told.
  Optional<Boolean> takesReleases(EnvironmentDraft environment) {
    return takesReleases(environment, new HashSet<>());
  }

  private Optional<Boolean> takesReleases(EnvironmentDraft environment, Set<Slug> asked) {
    if (!asked.add(environment.name().value())) {
      return Optional.empty();
    }
    return environment
        .takes()
        .flatMap(takes ->
            switch (takes.value()) {
              case Takes.EveryBuild() -> Optional.of(false);
              case Takes.EveryRelease(), Takes.OfTrain _, Takes.AtCut _, Takes.Soaked _ ->
                  Optional.of(true);
              case Takes.From(Slug other) ->
                  environment(other).flatMap(source -> takesReleases(source, asked));
            });
  }

  /// How an environment deploys: as its own step says, or else as the file does.
  Optional<DeploySpec> deploySpec(EnvironmentDraft environment) {
    for (Words.Chosen<Draft> step : environment.steps(Grammar.Steps.DEPLOY)) {
      if (step.meaning().orElse(null) instanceof Draft.Deploy(Optional<DeploySpec> own)
          && own.isPresent()) {
        return own;
      }
    }
    return file.get(Grammar.File.DEPLOY);
  }
}
