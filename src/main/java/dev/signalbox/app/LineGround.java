package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.line.LineRule;
import dev.signalbox.domain.line.LineState;
import dev.signalbox.domain.line.Pick;
import dev.signalbox.domain.line.ReleaseLine;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.LineStore.LineRow;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a line is opened upon: the service, what its flow says of such a line, and the release that
/// it comes off.
///
/// @param former where the last line of this name left its branch
record LineGround(ServiceRow service, LineRule rule, Release base, Optional<CommitId> former) {

  /// A line that is there already.
  record OpenLine(ServiceRow service, LineRow row) {

    PickByHand byHand(List<Commit> commits) {
      return new PickByHand(
          service.name().text(),
          row.line().name().text(),
          Optional.empty(),
          Optional.empty(),
          commits);
    }
  }

  static Decision<LineGround> of(Tx tx, Definitions definitions, Lines.Wish wish) {
    return Named.service(tx, wish.service())
        .then(service ->
            rule(tx, definitions, service, wish.line()).then(rule -> of(tx, service, rule, wish)));
  }

  private static Decision<LineGround> of(
      Tx tx, ServiceRow service, LineRule rule, Lines.Wish wish) {
    List<Release> there = there(tx, service, rule.off());
    Optional<LineRow> open = tx.lines().open(service.id(), rule.name());
    Optional<CommitId> former =
        tx.lines().all(service.id()).stream()
            .filter(row -> row.line().name().equals(rule.name()) && !row.line().isOpen())
            .flatMap(row -> row.line().pushed().stream())
            .findFirst();
    return base(tx, service, rule, wish, there)
        .then(base -> ReleaseLine.mayOpen(rule, open.map(LineRow::line), base, there))
        .map(base -> new LineGround(service, rule, base, former));
  }

  private static Decision<LineRule> rule(
      Tx tx, Definitions definitions, ServiceRow service, String name) {
    if (service.definition().isEmpty()) {
      return Decision.refuse(
          "no-flow",
          "%s has no readable flow file yet.".formatted(service.name()),
          "whoever may push to the tracked branch");
    }
    Flow flow = definitions.of(tx, service.definition().get());
    List<String> names = flow.lines().stream().map(line -> line.name().text()).toList();
    if (!names.contains(name)) {
      String some =
          names.isEmpty()
              ? "It names none."
              : Nearest.to(name, names)
                  .map("Did you mean '%s'?"::formatted)
                  .orElse("Lines: %s.".formatted(String.join(", ", names)));
      return Decision.refuse(
          "no-such-line",
          "The flow file of %s has no line '%s'. %s".formatted(service.name(), name, some),
          "whoever may change its flow file: lines: { %s: { off: ENVIRONMENT, into: ENVIRONMENT } }"
              .formatted(name));
    }
    if (name.equals(service.branch())) {
      return Decision.refuse(
          "line-is-branch",
          "%s is the tracked branch itself.".formatted(name),
          "whoever may change its flow file: give the line another name");
    }
    return flow.release().filter(release -> release.codebase().writes()).isPresent()
        ? Decision.refuse(
            "line-writes",
            "The releases of %s are written into the code, by a commit on %s, and a line has no such commits."
                .formatted(service.name(), service.branch()),
            "whoever may change its flow file: take away 'writes' and 'changelog'")
        : Decision.accept(flow.line(new Slug(name)).orElseThrow());
  }

  /// What is in an environment, as releases: the newest first, then the last that was good.
  private static List<Release> there(Tx tx, ServiceRow service, Slug environment) {
    return Stream.concat(
            Optional.ofNullable(tx.deployments().newest(service.id()).get(environment)).stream(),
            tx.deployments().lastGood(service.id(), environment).stream())
        .flatMap(deployment ->
            deployment.what() instanceof Candidate.OfRelease(Release release)
                ? Stream.of(release)
                : Stream.empty())
        .distinct()
        .toList();
  }

  private static Decision<Release> base(
      Tx tx, ServiceRow service, LineRule rule, Lines.Wish wish, List<Release> there) {
    if (wish.from().isPresent()) {
      String text = wish.from().get();
      return tx.releases()
          .versioned(service.id(), new ReleaseVersion(text))
          .or(() -> tx.releases().tagged(service.id(), text))
          .<Decision<Release>>map(Decision::accept)
          .orElseGet(() ->
              Decision.refuse(
                  "no-such-release",
                  "%s has no release '%s'.".formatted(service.name(), text),
                  "you: signalbox releases %s shows what there is".formatted(service.name())));
    }
    return there.stream()
        .findFirst()
        .<Decision<Release>>map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "nothing-there",
                "There is no release in %s, so there is nothing that %s could come off."
                    .formatted(rule.off(), rule.name()),
                "whoever may promote: signalbox promote %s %s VERSION"
                    .formatted(service.name(), rule.off())));
  }

  static Decision<OpenLine> open(Tx tx, String service, String line) {
    return Named.service(tx, service).then(row -> open(tx, row, line));
  }

  /// The same, with the service's row for this transaction.
  static Decision<OpenLine> locked(Tx tx, String service, String line) {
    return Named.service(tx, service)
        .map(row -> tx.services().lock(row.id()))
        .then(row -> open(tx, row, line));
  }

  private static Decision<OpenLine> open(Tx tx, ServiceRow service, String line) {
    List<LineRow> all =
        tx.lines().all(service.id()).stream()
            .filter(row -> row.line().name().text().equals(line))
            .toList();
    return all.isEmpty()
        ? Decision.refuse(
            "no-such-line",
            "%s has no line '%s'.".formatted(service.name(), line),
            "whoever may release: signalbox release branch %s %s".formatted(service.name(), line))
        : Decision.accept(new OpenLine(service, all.getFirst()));
  }

  /// Whether the branch may be made: it is not there, or it is what a former line left.
  Decision<LineGround> branchIsFree(Optional<CommitId> stands) {
    return stands.isEmpty() || stands.equals(former)
        ? Decision.accept(this)
        : Decision.refuse(
            "branch-exists",
            "There is a branch %s in the repository already, at %s."
                .formatted(rule.name(), stands.get().brief()),
            "you: signalbox release branch %s %s --from %s --continue takes it as it is, git push"
                    .formatted(service.name(), rule.name(), base.tag())
                + " --delete origin %s makes room".formatted(rule.name()));
  }

  PickByHand byHand(Optional<CommitId> stands, List<Commit> commits) {
    return new PickByHand(
        service.name().text(), rule.name().text(), Optional.of(base.tag()), stands, commits);
  }

  /// The line with these commits, none of which its branch has yet.
  ReleaseLine line(List<Pick> picks, Optional<CommitId> stands) {
    return new ReleaseLine(
        rule, base, picks, base.commit(), picks.getLast().became(), stands, new LineState.Open());
  }

  /// The line of a branch that is there; what it has is read when it is looked at.
  ReleaseLine adopted(CommitId head) {
    return new ReleaseLine(
        rule, base, List.of(), base.commit(), head, Optional.of(head), new LineState.Open());
  }
}
