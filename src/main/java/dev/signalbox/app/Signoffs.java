package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.Entry;
import dev.signalbox.domain.audit.Fact;
import dev.signalbox.domain.companion.CompanionFact.CompanionPassedOver;
import dev.signalbox.domain.companion.CompanionStand;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.domain.release.Candidate;
import dev.signalbox.domain.rota.Rota;
import dev.signalbox.domain.rota.Rota.Turn;
import dev.signalbox.domain.signoff.DeploymentRequest;
import dev.signalbox.domain.signoff.DeploymentRequest.Answer;
import dev.signalbox.domain.signoff.SignoffFact.CheckReported;
import dev.signalbox.domain.signoff.SignoffFact.DeploymentRequestAnswered;
import dev.signalbox.domain.signoff.SignoffFact.WordGiven;
import dev.signalbox.domain.signoff.Signoffs.Check;
import dev.signalbox.domain.signoff.Signoffs.Word;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.SignoffStore.Filed;
import dev.signalbox.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people and machines say about a release before it goes on.
public final class Signoffs {

  private final Database database;
  private final Definitions definitions;
  private final Plans plans;
  private final InstantSource clock;

  public Signoffs(Database database, Definitions definitions, Plans plans, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.plans = plans;
    this.clock = clock;
  }

  /// What somebody wants to say.
  ///
  /// @param as the role they speak for: one that a gate asks for
  /// @param digest of what it is about; what would move in next if left out
  public record Saying(
      String service,
      String environment,
      String as,
      boolean yes,
      Optional<String> digest,
      String reason,
      Optional<String> link) {}

  /// @param what what it was said about
  public record Said(String what, Digest digest, EnvironmentView environment) {}

  public Decision<Said> say(Saying saying, Actor by) {
    if (!saying.yes() && saying.reason().isBlank()) {
      return Decision.refuse(
          "no-reason",
          "A no needs a reason: somebody has to know what to mend.",
          "you: say --reason \"...\"");
    }
    return database
        .write(tx -> Dashboards.looked(tx, definitions, saying, by, clock.instant()))
        .then(looked -> looked.map(Decision::accept).orElseGet(() -> aboutNext(saying, by)))
        .then(what ->
            plans
                .why(saying.service(), saying.environment())
                .map(plan -> new Said(what.label(), what.digest(), EnvironmentView.of(plan))));
  }

  private Decision<Candidate> aboutNext(Saying saying, Actor by) {
    return database
        .read(tx ->
            Named.environment(tx, definitions, saying.service(), saying.environment())
                .then(place -> role(tx, place, saying.as())))
        .then(_ -> plans.why(saying.service(), saying.environment()))
        .then(plan ->
            plan.candidate()
                .filter(what -> saying.digest().isEmpty() || isThis(saying.digest().get(), what))
                .map(Decision::accept)
                .orElseGet(() ->
                    Decision.refuse(
                        "nothing-to-say",
                        saying
                            .digest()
                            .map(d ->
                                "%s is not what would move into %s next."
                                    .formatted(d, saying.environment()))
                            .orElse(
                                "Nothing is on its way into %s.".formatted(saying.environment())),
                        "nobody needs to: signalbox why %s %s"
                            .formatted(saying.service(), saying.environment()))))
        .then(what -> database.write(tx -> say(tx, saying, what, by)));
  }

  static void word(
      Tx tx, Named.Place place, Slug as, Saying saying, Candidate what, Actor by, Instant now) {
    tx.signoffs()
        .add(
            place.service().id(),
            place.environment(),
            new Word(
                as, what.digest(), saying.yes(), by.name(), saying.reason(), saying.link(), now));
  }

  static boolean isThis(String said, Candidate what) {
    return said.equals(what.digest().text()) || said.equals(what.label());
  }

  private Decision<Candidate> say(Tx tx, Saying saying, Candidate what, Actor by) {
    return Named.environment(tx, definitions, saying.service(), saying.environment())
        .then(place -> {
          tx.services().lock(place.service().id());
          Instant now = clock.instant();
          return maySpeak(tx, place, saying, by, now)
              .map(role -> {
                word(tx, place, role, saying, what, by, now);
                tx.facts()
                    .write(
                        Entry.of(now, by, place.service().id(), fact(place, role, saying, what))
                            .in(place.environment())
                            .because(saying.reason()));
                tx.services().planAt(place.service().id(), now);
                return what;
              });
        });
  }

  private static Fact fact(Named.Place place, Slug role, Saying saying, Candidate what) {
    return isCompanion(place, role) && saying.yes()
        ? new CompanionPassedOver(
            role.text(), what.label(), what.digest(), place.environment().text())
        : new WordGiven(
            role.text(),
            saying.yes(),
            what.label(),
            what.digest(),
            place.environment().text(),
            saying.link());
  }

  private static boolean isCompanion(Named.Place place, Slug role) {
    return place.flow().companions().stream().anyMatch(one -> one.name().equals(role));
  }

  /// Where there is a rota for the role, the role follows it.
  private Decision<Slug> maySpeak(Tx tx, Named.Place place, Saying saying, Actor by, Instant now) {
    return role(tx, place, saying.as())
        .then(role ->
            isCompanion(place, role) && saying.reason().isBlank()
                ? Decision.refuse(
                    "no-reason",
                    "To go on without a release of %s needs a reason: it is counted."
                        .formatted(role),
                    "you: say --reason \"...\"")
                : onDuty(tx, place, role, by, now));
  }

  /// A role that somebody's word is waited for as.
  private Decision<Slug> role(Tx tx, Named.Place place, String as) {
    if (!Slug.isSlug(as)) {
      return Decision.refuse("bad-request", "'%s' is no role.".formatted(as), "you");
    }
    List<Slug> asked = askedFor(place);
    return asked.contains(new Slug(as))
        ? Decision.accept(new Slug(as))
        : Decision.refuse(
            "not-asked-for",
            "Nothing in %s waits for the word of '%s'; %s%s."
                .formatted(
                    place.environment(),
                    as,
                    asked.isEmpty() ? "it asks for nobody's" : "it asks for " + listed(asked),
                    Dashboards.clause(tx, definitions, place)),
            "you: say it as one of those; or whoever may change the flow file: add a gate");
  }

  static String listed(List<Slug> names) {
    return names.stream().map(Slug::text).collect(Collectors.joining(", "));
  }

  private static Decision<Slug> onDuty(Tx tx, Named.Place place, Slug role, Actor by, Instant now) {
    Optional<Turn> turn =
        place.flow().rotas().stream()
            .filter(rota -> rota.role().equals(role))
            .findFirst()
            .flatMap((Rota rota) -> rota.turnAt(now, tx.rotas().swaps(place.service().id(), role)));
    return turn.filter(t -> !t.person().equals(by.name()))
        .map(t ->
            Decision.<Slug>refuse(
                "not-on-duty",
                "%s is %s now; you are %s.".formatted(t.person(), role, by.name()),
                "%s, or you with a swap: signalbox rota %s %s --swap DAY --to %s"
                    .formatted(t.person(), place.service().name(), role, by.name())))
        .orElseGet(() -> Decision.accept(role));
  }

  /// Whose word the gates of an environment wait for.
  private static List<Slug> askedFor(Named.Place place) {
    return place
        .flow()
        .environment(place.environment())
        .orElseThrow()
        .environment()
        .gates()
        .stream()
        .flatMap(rule ->
            rule instanceof GateRule.CompanionReleased(Slug companion)
                ? Stream.of(companion)
                : rule.speaker().stream())
        .toList();
  }

  /// A machine of the team reports what it found out about a commit.
  public Decision<String> report(
      String service, String commit, String name, boolean passed, Optional<String> link, Actor by) {
    return database.write(tx ->
        Named.service(tx, service)
            .then(row ->
                tx.builds()
                    .meantBy(row.id(), commit)
                    .map(Decision::accept)
                    .orElseGet(() ->
                        Decision.refuse(
                            "no-such-commit",
                            "%s has no commit '%s' on its tracked branch."
                                .formatted(service, commit),
                            "whoever may push it"))
                    .map(id -> {
                      Instant now = clock.instant();
                      tx.services().lock(row.id());
                      tx.signoffs()
                          .add(row.id(), new Check(id, name, passed, link, now), by.name());
                      tx.facts()
                          .write(
                              Entry.of(
                                  now, by, row.id(), new CheckReported(id, name, passed, link)));
                      tx.services().planAt(row.id(), now);
                      return "reported";
                    })));
  }

  /// @param answer `awaited`, `accepted` or `declined`
  /// @param companions how they stand by now, while the answer is awaited
  public record RequestView(
      long number,
      String environment,
      String to,
      String what,
      Digest digest,
      Instant filed,
      String answer,
      Optional<String> by,
      Optional<String> reason,
      String text,
      List<String> companions) {

    private RequestView with(List<String> stands) {
      return new RequestView(
          number,
          environment,
          to,
          what,
          digest,
          filed,
          answer,
          by,
          reason,
          text,
          answer.equals("awaited") ? stands : List.of());
    }

    static RequestView of(DeploymentRequest request) {
      return switch (request.answer()) {
        case Answer.Awaited() -> of(request, "awaited", Optional.empty(), Optional.empty());
        case Answer.Accepted(String by, String reason, Instant _) ->
            of(request, "accepted", Optional.of(by), Optional.of(reason));
        case Answer.Declined(String by, String reason, Instant _) ->
            of(request, "declined", Optional.of(by), Optional.of(reason));
      };
    }

    private static RequestView of(
        DeploymentRequest request, String answer, Optional<String> by, Optional<String> reason) {
      return new RequestView(
          request.number(),
          request.environment().text(),
          request.to().text(),
          request.label(),
          request.digest(),
          request.filed(),
          answer,
          by,
          reason,
          request.text(),
          List.of());
    }
  }

  /// How the companions of a service stand, as a deployment request tells it.
  static List<String> companions(Tx tx, ServiceRow service, Flow flow) {
    var stands = tx.companions().of(service.id(), flow.companions());
    return flow.companions().stream()
        .map(one -> one.told(stands.getOrDefault(one.name(), new CompanionStand.Unseen())))
        .toList();
  }

  /// The deployment requests of a service, newest first.
  public Decision<List<RequestView>> requests(String service, int most) {
    return database.read(tx ->
        Named.service(tx, service)
            .map(row -> {
              List<String> companions =
                  row.definition()
                      .map(digest -> companions(tx, row, definitions.of(tx, digest)))
                      .orElse(List.of());
              return tx.signoffs().newest(row.id(), most).stream()
                  .map(RequestView::of)
                  .map(view -> view.with(companions))
                  .toList();
            }));
  }

  /// Answers a deployment request.
  public Decision<RequestView> answer(long number, boolean accept, String reason, Actor by) {
    return database.write(tx -> {
      Optional<Filed> found = tx.signoffs().request(number);
      if (found.isEmpty()) {
        return Decision.refuse(
            "no-such-request", "There is no deployment request %d.".formatted(number), "nobody");
      }
      var service = tx.services().named(found.get().service()).orElseThrow();
      tx.services().lock(service.id());
      DeploymentRequest request = tx.signoffs().request(number).orElseThrow().request();
      Instant now = clock.instant();
      Decision<Answer> answer =
          accept
              ? DeploymentRequest.accepted(request, by.name(), reason, now)
              : DeploymentRequest.declined(request, by.name(), reason, now);
      return answer.map(given -> {
        tx.signoffs().answer(number, given);
        tx.facts()
            .write(
                Entry.of(
                        now,
                        by,
                        service.id(),
                        new DeploymentRequestAnswered(
                            number,
                            accept,
                            request.label(),
                            request.digest(),
                            request.environment().text()))
                    .in(request.environment())
                    .because(reason));
        tx.services().planAt(service.id(), now);
        return RequestView.of(tx.signoffs().request(number).orElseThrow().request());
      });
    });
  }
}
