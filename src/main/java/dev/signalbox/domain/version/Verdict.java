package dev.signalbox.domain.version;

import dev.signalbox.base.Words;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.NextVersion.Because;
import dev.signalbox.domain.version.Scheme.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The way to the next version: what a person asked for comes first, then what the scheme counts;
/// both have to fit the line and be free.
final class Verdict {

  private final Standing standing;
  private final List<ReadCommit> since;
  private final VersionRules rules;
  private final Instant now;
  private final List<ReadCommit> counting;
  private final Bump bump;

  Verdict(Standing standing, List<ReadCommit> since, VersionRules rules, Instant now) {
    this.standing = standing;
    this.since = since;
    this.rules = rules;
    this.now = now;
    this.counting = since.stream().filter(ReadCommit::counts).toList();
    List<ReadCommit> what = preReleasing() ? standing.fresh() : counting;
    this.bump =
        what.stream().allMatch(c -> rules.weigh(c) == Bump.NONE)
            ? Bump.NONE
            : counting.stream().map(rules::weigh).reduce(Bump.NONE, Bump::or);
  }

  private boolean preReleasing() {
    return rules.scheme() instanceof Semver semver && semver.channel().isPresent();
  }

  NextVersion verdict() {
    Optional<Asked> asked = Asked.in(counting, standing, rules.scheme());
    Proposal proposal =
        asked
            .map(a -> a.proposal(standing, rules.scheme(), now))
            .orElseGet(() -> rules.scheme().next(standing, bump, counting.size(), now));
    // No switch: what the JVM makes for one over types it makes anew at each start.
    if (proposal instanceof Proposal.Next next) {
      return onTheLine(next, asked);
    }
    return proposal instanceof Proposal.Nothing(String because)
        ? answer(
            Optional.empty(),
            Bump.NONE,
            List.of(),
            Optional.empty(),
            "nothing to release: %s among %s".formatted(because, howMany()))
        : refused(((Proposal.Refused) proposal).sentence());
  }

  NextVersion delta(Version base) {
    if (since.isEmpty()) {
      return answer(
          Optional.empty(),
          Bump.NONE,
          List.of(),
          Optional.empty(),
          "nothing to release: no commit since %s".formatted(standing.current().orElse(base)));
    }
    return switch (rules.scheme().delta(base, standing)) {
      case Proposal.Next next -> onTheLine(next, Optional.empty());
      case Proposal.Nothing(String because) -> refused(because);
      case Proposal.Refused(String sentence) -> refused(sentence);
    };
  }

  private NextVersion onTheLine(Proposal.Next proposed, Optional<Asked> asked) {
    Line line = rules.line();
    Version version = proposed.version();
    if (line.tooHigh(version)) {
      return refused(
          "%s does not fit this line, which ends below %s: %s. Release that from another branch."
              .formatted(version, line.below().orElseThrow(), why(asked)));
    }
    if (!line.tooLow(version)) {
      return accepted(version, proposed.bump(), proposed.warning().stream().toList(), asked);
    }
    Version floor = line.floor().orElseThrow();
    return asked.isPresent() || standing.taken().test(floor)
        ? refused("%s does not fit this line, which begins at %s.".formatted(version, floor))
        : accepted(
            floor,
            proposed.bump(),
            List.of("%s would follow, but this line begins at %s.".formatted(version, floor)),
            asked);
  }

  private NextVersion accepted(
      Version version, Bump by, List<String> warnings, Optional<Asked> asked) {
    boolean weighs = rules.scheme() instanceof Semver && asked.isEmpty();
    return answer(
        Optional.of(version),
        by,
        warnings,
        Optional.empty(),
        "%s, because of %s".formatted(weighs ? Words.of(by) : version, why(asked)));
  }

  private NextVersion refused(String sentence) {
    return answer(Optional.empty(), Bump.NONE, List.of(), Optional.of(sentence), sentence);
  }

  private String why(Optional<Asked> asked) {
    return asked
        .map(Asked::why)
        .orElseGet(() -> counting.isEmpty() ? howMany() : Heaviest.of(counting, rules).sentence());
  }

  private String howMany() {
    String count = since.size() == 1 ? "1 commit" : since.size() + " commits";
    return count + standing.current().map(v -> " since " + v).orElse(" so far");
  }

  private NextVersion answer(
      Optional<Version> next,
      Bump by,
      List<String> warnings,
      Optional<String> refused,
      String sentence) {
    List<ReadCommit> weighing = counting.stream().filter(c -> rules.weigh(c) != Bump.NONE).toList();
    return new NextVersion(
        standing.current(),
        next,
        by,
        since.size(),
        (weighing.isEmpty() && next.isPresent() ? counting : weighing)
            .stream()
                .map(c -> new Because(c.commit().id(), c.commit().subject(), rules.weigh(c)))
                .toList(),
        warnings,
        refused,
        sentence);
  }
}
