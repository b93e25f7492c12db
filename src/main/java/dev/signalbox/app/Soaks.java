package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.soak.SoakFact;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.SoakStore.Word;
import dev.signalbox.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What people say about soaking releases: how long one soaks this time, and whether it is bad.
public final class Soaks {

  private final Database database;
  private final Definitions definitions;
  private final Plans plans;
  private final InstantSource clock;

  public Soaks(Database database, Definitions definitions, Plans plans, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.plans = plans;
    this.clock = clock;
  }

  /// Where a release soaks, or did.
  public record Place(String service, String environment, String release) {}

  /// It soaks for this long, counted from when it began.
  public Decision<String> lasts(Place place, Duration lasting, String reason, Actor by) {
    return say(
        place,
        Word.FOR,
        Optional.of(lasting),
        reason,
        by,
        (release, environment) -> new SoakFact.SoakSet(release, environment, lasting));
  }

  /// It is bad there: it soaks no longer, and nobody takes it from there by itself.
  public Decision<String> bad(Place place, String reason, Actor by) {
    return say(place, Word.BAD, Optional.empty(), reason, by, SoakFact.MarkedBad::new);
  }

  /// It is good, after all, and soaks from now on.
  public Decision<String> good(Place place, String reason, Actor by) {
    return say(place, Word.GOOD, Optional.empty(), reason, by, SoakFact.MarkedGood::new);
  }

  private interface Sentence {
    SoakFact of(String release, String environment);
  }

  private Decision<String> say(
      Place where,
      Word word,
      Optional<Duration> lasting,
      String reason,
      Actor by,
      Sentence sentence) {
    if (reason.isBlank()) {
      return Decision.refuse(
          "no-reason",
          "It needs a reason: whoever waits for the release will ask.",
          "you: say --reason \"...\"");
    }
    return database.write(tx ->
        Named.service(tx, where.service())
            .map(row -> tx.services().lock(row.id()))
            .then(row -> Named.environment(tx, definitions, row, where.environment()))
            .then(place ->
                Promotions.release(tx, place, where.release())
                    .then(release -> cameThere(tx, place, release))
                    .map(release -> {
                      Instant now = clock.instant();
                      tx.soaks()
                          .say(
                              place.service().id(),
                              place.environment(),
                              release,
                              word,
                              lasting,
                              by.name(),
                              reason,
                              now);
                      SoakFact fact = sentence.of(release.tag(), place.environment().text());
                      tx.facts()
                          .write(
                              Entry.of(now, by, place.service().id(), fact)
                                  .in(place.environment())
                                  .because(reason));
                      plans.replan(tx, place.service(), now);
                      return fact.sentence();
                    })));
  }

  private static Decision<Release> cameThere(Tx tx, Named.Place place, Release release) {
    return tx.runs()
            .wentWell(place.service().id(), place.environment(), new Candidate.OfRelease(release))
        ? Decision.accept(release)
        : Decision.refuse(
            "not-there",
            "%s has not gone well in %s yet, so it does not soak."
                .formatted(release.tag(), place.environment()),
            "whoever may promote: signalbox promote %s %s %s"
                .formatted(place.service().name(), place.environment(), release.tag()));
  }
}
