package dev.signalbox.app;

import dev.signalbox.base.Problem;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitFact.CommitSeen;
import dev.signalbox.domain.change.CommitFact.FlowRefused;
import dev.signalbox.engine.RunFact.BuildStarted;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.NewRuns.Cause;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A commit comes in. Whoever tells of it, webhook or poll, first or late or twice: it is seen once
/// and built once. One that the branch was forced back to is where the branch is, and nothing more.
final class Intake {

  /// The largest flow file we read, in bytes, and one more to notice a larger one.
  static final int FLOW_LIMIT = 1_048_577;

  private final List<String> channels;

  Intake(List<String> channels) {
    this.channels = channels;
  }

  /// A commit with its flow file.
  ///
  /// @param flow the file's bytes; empty if the commit has none
  record Arrived(Commit commit, Optional<byte[]> flow) {}

  /// @param by what told us: `webhook`, `poll`, `registration`
  void seen(Tx tx, ServiceRow service, Arrived arrived, String by, Instant now) {
    Commit commit = arrived.commit();
    Optional<Long> number = tx.builds().add(service.id(), commit, by, now);
    if (number.isPresent()) {
      var fact = new CommitSeen(commit.id(), commit.subject(), commit.author(), by);
      write(tx, service.id(), fact, now);
    }
    switch (read(service, arrived)) {
      case Reading.Good(Flow flow) -> {
        Digest digest = tx.definitions().keep(arrived.flow().orElseThrow(), now);
        number.ifPresent(n -> build(tx, service, commit, n, digest, flow, now));
        tx.services().seen(service.id(), Optional.of(digest), commit.id());
      }
      case Reading.Bad(List<Problem> problems) -> {
        number.ifPresent(_ -> refuse(tx, service, commit, problems, now));
        tx.services().seen(service.id(), Optional.empty(), commit.id());
      }
    }
  }

  /// A commit of a release line, which says nothing about the tracked branch. Of several that come
  /// at once, the last is built: what is between them was never meant to run.
  void seenOnLine(
      Tx tx, ServiceRow service, LineRow line, Arrived arrived, String by, Instant now) {
    Commit commit = arrived.commit();
    Optional<Long> number = tx.builds().add(service.id(), commit, Optional.of(line.id()), by, now);
    if (number.isEmpty()) {
      return;
    }
    write(
        tx, service.id(), new CommitSeen(commit.id(), commit.subject(), commit.author(), by), now);
    switch (read(service, arrived)) {
      case Reading.Good(Flow flow) -> {
        Digest digest = tx.definitions().keep(arrived.flow().orElseThrow(), now);
        RunId run =
            tx.newRuns()
                .buildOfLine(
                    service.id(),
                    commit.id(),
                    number.get(),
                    digest,
                    flow,
                    new Cause(Actor.SIGNALBOX, "a commit came to " + line.line().name()),
                    now);
        started(tx, service, commit, run, digest, now);
      }
      case Reading.Bad(List<Problem> problems) -> refuse(tx, service, commit, problems, now);
    }
  }

  /// The flow of a commit, for this service: a file that has become another service's is refused.
  static Reading read(ServiceRow service, Arrived arrived) {
    return read(service.flowPath(), arrived) instanceof Reading.Good(Flow flow)
            && !flow.service().equals(service.name())
        ? new Reading.Bad(
            List.of(
                new Problem(
                    new dev.signalbox.base.Place(service.flowPath(), 1, 1),
                    "SB390",
                    "The flow is for '%s' now, and it was added as '%s'."
                        .formatted(flow.service(), service.name()),
                    "Name it '%s' again, or add the repository anew.".formatted(service.name()))))
        : read(service.flowPath(), arrived);
  }

  static Reading read(String path, Arrived arrived) {
    return arrived
        .flow()
        .map(bytes -> FlowReader.read(path, bytes))
        .orElseGet(() ->
            new Reading.Bad(
                List.of(
                    new Problem(
                        new dev.signalbox.base.Place(path, 1, 1),
                        "SB001",
                        "There is no such file in %s.".formatted(arrived.commit().id().brief()),
                        "Add it, or name another with --flow."))));
  }

  private static void build(
      Tx tx,
      ServiceRow service,
      Commit commit,
      long number,
      Digest definition,
      Flow flow,
      Instant now) {
    RunId run =
        tx.newRuns()
            .build(
                service.id(),
                commit.id(),
                number,
                definition,
                flow,
                new Cause(Actor.SIGNALBOX, "a commit came to " + service.branch()),
                now);
    started(tx, service, commit, run, definition, now);
  }

  private static void started(
      Tx tx, ServiceRow service, Commit commit, RunId run, Digest definition, Instant now) {
    tx.builds().startedBy(service.id(), commit.id(), run);
    tx.facts()
        .write(
            Entry.of(
                    now,
                    Actor.SIGNALBOX,
                    service.id(),
                    new BuildStarted(run, commit.id(), definition))
                .during(run));
  }

  private void refuse(
      Tx tx, ServiceRow service, Commit commit, List<Problem> problems, Instant now) {
    String all =
        problems.stream()
            .limit(10)
            .map(p -> "%s: %s".formatted(p.place(), p.text()))
            .collect(Collectors.joining(" "));
    tx.builds().cannot(service.id(), commit.id(), all);
    write(tx, service.id(), new FlowRefused(commit.id(), all), now);
    tx.alerts()
        .raise(
            "flow-refused " + service.name() + " " + commit.id(),
            service.id(),
            Optional.empty(),
            Optional.empty(),
            "%s %s is not built".formatted(service.name(), commit.id().brief()),
            all + " What was built before goes its way by the flow that was in force.",
            channels,
            now);
  }

  private static void write(
      Tx tx, ServiceId service, dev.signalbox.domain.audit.Fact fact, Instant now) {
    tx.facts().write(Entry.of(now, Actor.SIGNALBOX, service, fact));
  }
}
