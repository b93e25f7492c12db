package dev.signalbox.domain.plan;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.train.Train;
import java.util.List;
import java.util.Optional;

/// How a team releases, as far as the planner has to know.
///
/// @param environments in the order of the flow file
public record ReleaseProcess(
    List<Environment> environments,
    List<Train> trains,
    Calendar calendar,
    List<Companion> companions) {

  public ReleaseProcess {
    environments = List.copyOf(environments);
    trains = List.copyOf(trains);
    companions = List.copyOf(companions);
  }

  /// A process without companions.
  public ReleaseProcess(List<Environment> environments, List<Train> trains, Calendar calendar) {
    this(environments, trains, calendar, List.of());
  }

  /// A process without trains and without a calendar.
  public static ReleaseProcess of(List<Environment> environments) {
    return new ReleaseProcess(environments, List.of(), Calendar.NONE);
  }

  public Optional<Environment> environment(Slug name) {
    return environments.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  public Optional<Companion> companion(Slug name) {
    return companions.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  public Optional<Train> train(Slug name) {
    return trains.stream().filter(t -> t.name().equals(name)).findFirst();
  }
}
