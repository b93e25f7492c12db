package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.companion.Companion;
import dev.signalbox.domain.companion.CompanionStand;
import dev.signalbox.domain.companion.CompanionStand.Seen;
import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.Line;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.port.LocalHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a companion's history says: its last release, and what has come since. Semantic versions by
/// its commits, where each weighs something: any change has to be released.
public final class CompanionHistory {

  private CompanionHistory() {}

  /// @param head where its branch stands
  /// @param tags all that it has
  public static Decision<Seen> stand(
      Companion companion,
      LocalHistory history,
      CommitId head,
      Map<String, CommitId> tags,
      Instant now) {
    var scheme = Semver.USUAL;
    Map<String, CommitId> releases = new HashMap<>(tags);
    releases
        .keySet()
        .removeIf(
            tag -> companion.tag().versionIn(tag, scheme).filter(v -> !v.preRelease()).isEmpty());
    var rules =
        new ReleaseRules(
            new VersionRules(
                scheme,
                VersionRules.USUAL_BUMPS,
                Bump.PATCH,
                Optional.of(companion.tag()),
                Map.of(),
                Line.OPEN),
            MessageRules.USUAL,
            List.of(companion.path()),
            List.of());
    Question question = Question.about(history, head, rules).with(releases).strictly();
    return SinceLast.of(history, question, Optional.empty())
        .then(since -> stand(companion, since, now));
  }

  private static Decision<Seen> stand(Companion companion, Since since, Instant now) {
    Optional<String> last = since.last().map(Tagged::tag);
    if (since.commits().isEmpty()) {
      return last.<Decision<Seen>>map(tag -> Decision.accept(new CompanionStand.Released(tag, now)))
          .orElseGet(() ->
              Decision.refuse(
                  "nothing-there",
                  "No commit of %s on branch %s has ever changed %s."
                      .formatted(companion.repository(), companion.branch(), companion.path()),
                  "whoever may change the flow file"));
    }
    ReadCommit newest = since.commits().getFirst();
    String next = since.next(now).next().map(companion.tag()::tagOf).orElse("a release of its own");
    return Decision.accept(
        new CompanionStand.Changed(
            last,
            since.commits().size(),
            newest.commit().id(),
            newest.commit().subject(),
            next,
            now));
  }
}
