package dev.signalbox.domain.simulation;

import dev.signalbox.base.ReleaseId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.plan.ServiceState;
import dev.signalbox.domain.plan.ServiceState.Arrival;
import dev.signalbox.domain.plan.ServiceState.BuildState;
import dev.signalbox.domain.plan.ServiceState.EnvironmentState;
import dev.signalbox.domain.plan.ServiceState.TrainState;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.domain.train.Cut;
import dev.signalbox.domain.train.Train;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A service as it stands in a simulation. It is made up whole: commits have numbers for names.
final class World {

  private static final ImageName IMAGE = new ImageName("simulated", "service");
  private static final int REMEMBERED = 60;

  private final Scenario scenario;
  private final List<Commit> commits = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Candidate.OfRelease> releases = new ArrayList<>();
  private final Map<Slug, List<Cut>> cuts = new HashMap<>();
  private final Map<Slug, Place> places = new LinkedHashMap<>();
  private Optional<Version> version = Optional.empty();
  private long released;
  private long runs;

  World(Scenario scenario) {
    this.scenario = scenario;
    scenario.process().trains().forEach(train -> cuts.put(train.name(), new ArrayList<>()));
    scenario
        .process()
        .environments()
        .forEach(e -> places.put(e.name(), new Place(scenario.awaitedIn(e.name()))));
  }

  Optional<Place> place(Slug environment) {
    return Optional.ofNullable(places.get(environment));
  }

  RunId nextRun() {
    return new RunId(++runs);
  }

  ServiceState state() {
    var environments = new HashMap<Slug, EnvironmentState>();
    places.forEach((name, place) -> environments.put(name, place.state()));
    var trains = new HashMap<Slug, TrainState>();
    for (Train train : scenario.process().trains()) {
      List<Cut> made = cuts.getOrDefault(train.name(), List.of());
      trains.put(
          train.name(),
          new TrainState(
              scenario.from(), List.copyOf(made), from(arrivals, firstThatMatters(made))));
    }
    return new ServiceState(
        scenario.service(),
        from(arrivals, lowest(environments, Takes.EveryBuild.class) + 1).stream()
            .map(Arrival::build)
            .toList(),
        from(releases, lowest(environments, Takes.EveryRelease.class) + 1),
        environments,
        trains,
        Instant.MAX);
  }

  /// Those from a number on; numbers count from 1.
  private static <T> List<T> from(List<T> all, long number) {
    int index = (int) Math.min(all.size(), Math.max(0, number - 1));
    return all.subList(index, all.size());
  }

  private long lowest(Map<Slug, EnvironmentState> states, Class<? extends Takes> kind) {
    return scenario.process().environments().stream()
        .filter(e -> kind.isInstance(e.takes()))
        .map(Environment::name)
        .map(states::get)
        .filter(Objects::nonNull)
        .mapToLong(EnvironmentState::lastTaken)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static long firstThatMatters(List<Cut> cuts) {
    long newest = 0;
    long open = Long.MAX_VALUE;
    for (Cut cut : cuts) {
      if (cut.state() instanceof Cut.State.Taken taken) {
        newest = Math.max(newest, taken.number());
        open = taken.making() instanceof Cut.Making.NotYet ? Math.min(open, taken.number()) : open;
      }
    }
    return Math.min(newest, open);
  }

  /// A commit comes to the branch and begins to be built.
  long commit(String message, Instant now) {
    long number = commits.size() + 1L;
    CommitId id = new CommitId("%08x%032x".formatted(number, 0));
    List<CommitId> parents = commits.isEmpty() ? List.of() : List.of(commits.getLast().id());
    commits.add(new Commit(id, parents, "somebody", "", now, message));
    arrivals.add(new Arrival(new BuildState.Building(number, id, nextRun()), now));
    return number;
  }

  void built(long number, boolean well) {
    int index = (int) number - 1;
    Arrival arrival = arrivals.get(index);
    CommitId commit = arrival.build().commit();
    arrivals.set(
        index,
        new Arrival(
            well
                ? new BuildState.Built(build(number))
                : new BuildState.NotBuilt(number, commit, "its build failed"),
            arrival.at()));
  }

  String message(long number) {
    return commits.get((int) number - 1).subject();
  }

  private Candidate.OfBuild build(long number) {
    return new Candidate.OfBuild(
        number,
        commits.get((int) number - 1).id(),
        new Digest("sha256:%064x".formatted(number)),
        IMAGE);
  }

  void decide(Cut cut) {
    List<Cut> made = cuts.getOrDefault(cut.train(), new ArrayList<>());
    made.removeIf(other -> other.planned().equals(cut.planned()));
    made.add(cut);
    made.sort(java.util.Comparator.comparing(Cut::planned));
    if (made.size() > REMEMBERED) {
      made.removeFirst();
    }
  }

  /// The release of a commit, or why there is none.
  record Made(Optional<Candidate.OfRelease> release, String sentence) {}

  Made release(Candidate.OfBuild build, Instant now) {
    Numbering numbering = scenario.numbering().orElseThrow();
    List<Commit> since =
        commits.subList((int) Math.min(released, build.number()), (int) build.number()).reversed();
    NextVersion next = numbering.next(version, since, now);
    if (next.next().isEmpty()) {
      return new Made(Optional.empty(), next.refused().orElse(next.sentence()));
    }
    version = next.next();
    released = build.number();
    String tag = numbering.tag().tagOf(next.next().get());
    var release =
        new Candidate.OfRelease(
            new Release(
                new ReleaseId(releases.size() + 1L),
                releases.size() + 1L,
                build.number(),
                ReleaseVersion.of(next.next().get()),
                tag,
                build.commit(),
                build.digest(),
                build.image(),
                now));
    releases.add(release);
    return new Made(Optional.of(release), next.sentence());
  }

  Optional<Candidate.OfRelease> releaseCalled(String name) {
    return releases.stream()
        .filter(r -> r.label().equals(name) || r.release().version().text().equals(name))
        .findFirst();
  }
}
