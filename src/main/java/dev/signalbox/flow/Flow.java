package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.UrgentRule;
import dev.signalbox.domain.line.LineRule;
import dev.signalbox.domain.plan.ReleaseProcess;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.train.Train;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A team's release process, read and checked.
///
/// @param build once a commit, up to the published artifact
/// @param release how releases are numbered; empty if no environment releases
/// @param trains in the order of the file
/// @param environments in the order of the file
/// @param lines the release lines that may be opened when they are needed
/// @param companions what is released elsewhere and belongs to it
/// @param urgent the kinds of fixes that may go past the timetable
public record Flow(
    Slug service,
    Optional<String> team,
    List<StepSpec> build,
    Optional<ReleaseRule> release,
    Calendar calendar,
    List<Rota> rotas,
    List<Train> trains,
    List<EnvironmentFlow> environments,
    List<LineRule> lines,
    List<Companion> companions,
    List<UrgentRule> urgent) {

  /// A flow without release lines, companions and urgent fixes.
  public Flow(
      Slug service,
      Optional<String> team,
      List<StepSpec> build,
      Optional<ReleaseRule> release,
      Calendar calendar,
      List<Rota> rotas,
      List<Train> trains,
      List<EnvironmentFlow> environments) {
    this(
        service,
        team,
        build,
        release,
        calendar,
        rotas,
        trains,
        environments,
        List.of(),
        List.of(),
        List.of());
  }

  /// What is done about a failure where the flow says nothing, and about a failed build.
  public static final List<StepSpec> ALERT_AND_HALT =
      List.of(new StepSpec.Alert(Optional.empty()), new StepSpec.Halt());

  /// @param onFailure when a step failed or could not be carried out
  /// @param onBreach when a monitor saw the threshold exceeded
  public record EnvironmentFlow(
      Environment environment,
      List<StepSpec> steps,
      List<StepSpec> onFailure,
      List<StepSpec> onBreach) {}

  public Optional<EnvironmentFlow> environment(Slug name) {
    return environments.stream().filter(e -> e.environment().name().equals(name)).findFirst();
  }

  /// What is done with a commit of a release line: it is built like any other, and released at
  /// once.
  public List<StepSpec> buildOfLine() {
    return Stream.concat(build.stream(), release.<StepSpec>map(StepSpec.Release::new).stream())
        .toList();
  }

  public Optional<LineRule> line(Slug name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst();
  }

  /// The rules alone, for the planner.
  public ReleaseProcess process() {
    return new ReleaseProcess(
        environments.stream().map(EnvironmentFlow::environment).toList(),
        trains,
        calendar,
        companions);
  }
}
