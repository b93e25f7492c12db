package dev.signalbox.app;

import dev.signalbox.app.Urgencies.Urgency;
import dev.signalbox.base.Decision;
import dev.signalbox.base.RunId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.plan.NextSlot;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import dev.signalbox.domain.plan.Planner;
import dev.signalbox.domain.plan.RequestFact.PromotionRequested;
import dev.signalbox.domain.plan.RequestFact.RequestWithdrawn;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.release.Release;
import dev.signalbox.domain.release.ReleaseVersion;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Promotions that people ask for. The wish is written down first; then the planner says whether it
/// starts now or what it waits for.
public final class Promotions {

  private final Database database;
  private final Definitions definitions;
  private final Plans plans;
  private final InstantSource clock;

  public Promotions(Database database, Definitions definitions, Plans plans, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.plans = plans;
    this.clock = clock;
  }

  /// @param what a version, a tag or a commit; empty takes what is next
  /// @param again whether what is there already, or failed there, is wanted once more
  /// @param takesSlot whether it goes in the next slot, so that nothing else does
  /// @param urgent which kind of urgent fix it is, as the flow has them; empty for a regular one
  public record Wish(
      String service,
      String environment,
      Optional<String> what,
      boolean again,
      boolean takesSlot,
      Optional<String> urgent,
      String reason) {

    /// A regular one.
    public Wish(
        String service,
        String environment,
        Optional<String> what,
        boolean again,
        boolean takesSlot,
        String reason) {
      this(service, environment, what, again, takesSlot, Optional.empty(), reason);
    }

    /// One beside the slots.
    public Wish(
        String service, String environment, Optional<String> what, boolean again, String reason) {
      this(service, environment, what, again, false, reason);
    }
  }

  /// @param run the run that has started; empty if it waits
  /// @param plan how the environment stands now, with what it waits for
  public record Answer(String what, Optional<RunId> run, EnvironmentPlan plan) {}

  public Decision<Answer> request(Wish wish, Actor by) {
    return database.write(tx ->
        Named.service(tx, wish.service())
            .map(row -> tx.services().lock(row.id()))
            .then(row -> Named.environment(tx, definitions, row, wish.environment()))
            .then(place -> request(tx, place, wish, by, clock.instant())));
  }

  /// Which kinds of urgent fixes the flow lets into an environment.
  public Decision<List<String>> urgentKinds(String service, String environment) {
    return database.read(tx ->
        Named.service(tx, service)
            .then(row -> Named.environment(tx, definitions, row, environment))
            .map(place -> Urgencies.kindsInto(place.flow(), place.environment())));
  }

  /// Takes back what was asked for and has not started.
  public Decision<String> withdraw(String service, String environment, String reason, Actor by) {
    return database.write(tx ->
        Named.service(tx, service)
            .map(row -> tx.services().lock(row.id()))
            .then(row -> Named.environment(tx, definitions, row, environment))
            .then(place -> withdraw(tx, place, reason, by, clock.instant())));
  }

  private Decision<Answer> request(Tx tx, Named.Place place, Wish wish, Actor by, Instant now) {
    return urgency(place, wish)
        .then(urgency ->
            candidate(tx, place, wish, urgency, now)
                .then(what ->
                    slot(tx, place, urgency, now)
                        .map(slot -> ask(tx, place, wish, what, slot, urgency.move(), by, now))));
  }

  private static Decision<Urgency> urgency(Named.Place place, Wish wish) {
    return wish.urgent()
        .map(kind -> Urgencies.into(place.flow(), place.environment(), kind, wish.reason()))
        .orElseGet(() -> Decision.accept(Urgency.regular(wish.takesSlot())))
        .map(urgency ->
            new Urgency(urgency.move(), urgency.takesSlot() || wish.takesSlot(), urgency.after()));
  }

  private Answer ask(
      Tx tx,
      Named.Place place,
      Wish wish,
      Candidate what,
      Optional<Instant> slot,
      Move move,
      Actor by,
      Instant now) {
    tx.requests()
        .add(place.service().id(), place.environment(), what, by, wish.reason(), slot, move, now);
    tx.facts()
        .write(
            Entry.of(
                    now,
                    by,
                    place.service().id(),
                    new PromotionRequested(place.environment().text(), what.label()))
                .in(place.environment())
                .because(wish.reason()));
    Optional<RunId> run =
        plans.replan(tx, place.service(), now).stream()
            .filter(s -> s.environment().equals(place.environment()))
            .map(Plans.Started::run)
            .findFirst();
    return new Answer(what.label(), run, stand(tx, place, now));
  }

  /// The slot that a wish takes, if it takes one.
  private static Decision<Optional<Instant>> slot(
      Tx tx, Named.Place place, Urgency urgency, Instant now) {
    if (!urgency.takesSlot()) {
      return Decision.accept(Optional.empty());
    }
    var process = place.flow().process();
    var state = tx.plans().of(place.service().id(), place.service().name(), process);
    Optional<Instant> slot = NextSlot.of(process, rule(place), state, now);
    return slot.isPresent()
        ? Decision.accept(slot)
        : Decision.refuse(
            "no-slots",
            "%s has no slots, so there is none to take.".formatted(place.environment()),
            "you: leave --takes-slot out");
  }

  private Decision<Candidate> candidate(
      Tx tx, Named.Place place, Wish wish, Urgency urgency, Instant now) {
    EnvironmentPlan stand = stand(tx, place, now);
    Decision<Candidate> meant =
        wish.what().isPresent()
            ? named(tx, place, wish.what().get())
            : urgency
                .after()
                .map(before -> wentWell(tx, place, before))
                .orElseGet(() ->
                    stand
                        .candidate()
                        .map(Decision::accept)
                        .orElseGet(() -> nothingNext(place, stand)));
    return meant
        .then(what -> cameThrough(tx, place, what))
        .then(what -> notYetThere(place, stand, what, wish.again()));
  }

  /// An urgent fix that is not named is the newest that came through on its way.
  private static Decision<Candidate> wentWell(Tx tx, Named.Place place, Slug before) {
    return tx.plans()
        .of(place.service().id(), place.service().name(), place.flow().process())
        .environment(before)
        .wentWell()
        .map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "nothing-next",
                "Nothing has gone well in %s yet, from where it goes on into %s."
                    .formatted(before, place.environment()),
                "whoever may promote into %s; or you: name a release".formatted(before)));
  }

  private static Decision<Candidate> nothingNext(Named.Place place, EnvironmentPlan stand) {
    String because =
        stand.verdict() instanceof dev.signalbox.domain.plan.Plan.Verdict.Nothing(String sentence)
            ? sentence
            : "Nothing is next.";
    return Decision.refuse(
        "nothing-next",
        because + " To take one again, name it.",
        "you: signalbox promote %s %s VERSION --again"
            .formatted(place.service().name(), place.environment()));
  }

  /// What a person means by `1.2.0`, `v1.2.0` or the first digits of a commit.
  private static Decision<Candidate> named(Tx tx, Named.Place place, String text) {
    var service = place.service().id();
    if (takesBuilds(place)) {
      Optional<Release> release =
          tx.releases()
              .versioned(service, new ReleaseVersion(text))
              .or(() -> tx.releases().tagged(service, text));
      Optional<CommitId> commit =
          release.map(Release::commit).or(() -> tx.builds().meantBy(service, text));
      return commit
          .flatMap(c -> tx.builds().built(service, c))
          .<Decision<Candidate>>map(Decision::accept)
          .orElseGet(() ->
              Decision.refuse(
                  "no-such-build",
                  "%s has no built commit '%s'.".formatted(place.service().name(), text),
                  "you: signalbox runs %s shows what was built".formatted(place.service().name())));
    }
    return release(tx, place, text).map(Candidate.OfRelease::new);
  }

  /// The release that a person means by `1.2.0` or `v1.2.0`.
  static Decision<Release> release(Tx tx, Named.Place place, String text) {
    var service = place.service().id();
    return tx.releases()
        .versioned(service, new ReleaseVersion(text))
        .or(() -> tx.releases().tagged(service, text))
        .map(Decision::accept)
        .orElseGet(() ->
            Decision.refuse(
                "no-such-release",
                "%s has no release '%s'.".formatted(place.service().name(), text),
                "you: signalbox releases %s shows what there is"
                    .formatted(place.service().name())));
  }

  private static boolean takesBuilds(Named.Place place) {
    return rule(place).takes() instanceof Takes.EveryBuild;
  }

  private static Environment rule(Named.Place place) {
    return place.flow().environment(place.environment()).orElseThrow().environment();
  }

  private static Decision<Candidate> cameThrough(Tx tx, Named.Place place, Candidate what) {
    if (what instanceof Candidate.OfRelease(Release release) && release.line().isPresent()) {
      return goesThere(tx, place, what, release.line().get().name());
    }
    Optional<Slug> from =
        switch (rule(place).takes()) {
          case Takes.From(Slug upstream) -> Optional.of(upstream);
          case Takes.Soaked(Slug upstream, _) -> Optional.of(upstream);
          case Takes.EveryBuild _, Takes.EveryRelease _, Takes.OfTrain _, Takes.AtCut _ ->
              Optional.empty();
        };
    if (from.isEmpty() || tx.runs().wentWell(place.service().id(), from.get(), what)) {
      return Decision.accept(what);
    }
    return Decision.refuse(
        "not-through",
        "%s has not gone well in %s, and %s takes only what has."
            .formatted(what.label(), from.get(), place.environment()),
        "whoever may promote: signalbox promote %s %s %s"
            .formatted(place.service().name(), from.get(), what.label()));
  }

  /// A line's release goes where the line goes, and nowhere else.
  private static Decision<Candidate> goesThere(
      Tx tx, Named.Place place, Candidate what, Slug line) {
    Optional<Slug> into =
        tx.lines().all(place.service().id()).stream()
            .map(row -> row.line().rule())
            .filter(rule -> rule.name().equals(line))
            .map(rule -> rule.into())
            .findFirst();
    return into.equals(Optional.of(place.environment()))
        ? Decision.accept(what)
        : Decision.refuse(
            "line-elsewhere",
            "%s is a release of the line %s, which goes into %s alone."
                .formatted(what.label(), line, into.map(Slug::text).orElse("no environment")),
            "whoever may change the flow file; what %s is to have, too, comes on the tracked branch"
                .formatted(place.environment()));
  }

  private static Decision<Candidate> notYetThere(
      Named.Place place, EnvironmentPlan stand, Candidate what, boolean again) {
    Optional<RunId> underWay =
        stand.active().filter(a -> a.what().equals(what.label())).map(a -> a.run());
    if (underWay.isPresent()) {
      return Decision.refuse(
          "under-way",
          "%s takes %s to %s already.".formatted(underWay.get(), what.label(), place.environment()),
          "nobody needs to: signalbox logs %s -f follows it".formatted(underWay.get()));
    }
    boolean there =
        stand.there().filter(d -> d.what().digest().equals(what.digest())).isPresent()
            && stand.there().filter(d -> d.what().label().equals(what.label())).isPresent();
    return there && !again
        ? Decision.refuse(
            "there-already",
            "%s is in %s already.".formatted(what.label(), place.environment()),
            "you: say --again to take it there once more")
        : Decision.accept(what);
  }

  private Decision<String> withdraw(
      Tx tx, Named.Place place, String reason, Actor by, Instant now) {
    if (!tx.requests().withdraw(place.service().id(), place.environment())) {
      return Decision.refuse(
          "nothing-asked",
          "Nobody has asked for anything in %s that has not started."
              .formatted(place.environment()),
          "nobody needs to");
    }
    tx.facts()
        .write(
            Entry.of(
                    now, by, place.service().id(), new RequestWithdrawn(place.environment().text()))
                .in(place.environment())
                .because(reason));
    tx.services().planAt(place.service().id(), now);
    return Decision.accept("withdrawn");
  }

  private static EnvironmentPlan stand(Tx tx, Named.Place place, Instant now) {
    var process = place.flow().process();
    return Planner.plan(
            process, tx.plans().of(place.service().id(), place.service().name(), process), now)
        .environment(place.environment())
        .orElseThrow();
  }
}
