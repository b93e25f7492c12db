package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/// The language of the events of a simulation: one mapping each, with its instant and one thing
/// that happens.
final class EventsGrammar {

  private EventsGrammar() {}

  private static final Text<Instant> INSTANT =
      new Text<>(
          "an instant",
          "Write it as 2026-01-08T20:00:00Z.",
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}Z",
          40,
          ProblemCode.BAD_DATE,
          EventsGrammar::instant);

  private static Meant<Instant> instant(String text) {
    try {
      return Meant.well(Instant.parse(text));
    } catch (DateTimeParseException impossible) {
      return Meant.ill(
          ProblemCode.BAD_DATE,
          "There is no instant '%s'.".formatted(text),
          "Write one that exists, such as 2026-01-08T20:00:00Z.");
    }
  }

  static final Key<Instant> AT = required("at", INSTANT, "When it happens.");

  static final Key<String> COMMIT =
      required("commit", Forms.LINE, "A commit comes to the branch, with this message.");

  static final Key<At<Slug>> FAILS =
      required(
          "fails", Forms.NAME.placed(), "The next promotion in this environment does not go well.");

  static final Key<At<Slug>> PROMOTE =
      required(
          "promote", Forms.NAME.placed(), "Somebody asks for a promotion into this environment.");

  static final Key<At<Slug>> SKIP =
      required("skip", Forms.NAME.placed(), "The next cut of this train is left out.");

  static final Key<At<Slug>> MOVE =
      required("move", Forms.NAME.placed(), "The next cut of this train moves.");

  static final Key<At<Slug>> CUT =
      required("cut", Forms.NAME.placed(), "This train is cut once more.");

  static final Key<At<Slug>> SOAK =
      required(
          "soak", Forms.NAME.placed(), "A release soaks longer or shorter in this environment.");

  static final Key<At<Slug>> BAD =
      required("bad", Forms.NAME.placed(), "A release is found bad in this environment.");

  static final Key<At<Slug>> GOOD =
      required("good", Forms.NAME.placed(), "A release is found good again in this environment.");

  static final Key<At<Slug>> SAY =
      required(
          "say",
          Forms.NAME.placed(),
          "Somebody who has this role says yes or no to what would move in; as a companion, that it"
              + " goes on without.");

  static final Key<At<String>> CHECK =
      required("check", GateGrammar.CHECK.placed(), "CI reports this check.");

  static final Key<At<Slug>> ACCEPT =
      required(
          "accept",
          Forms.NAME.placed(),
          "The deployment request into this environment is accepted.");

  static final Key<At<Slug>> DECLINE =
      required(
          "decline",
          Forms.NAME.placed(),
          "The deployment request into this environment is declined.");

  static final Key<At<Slug>> IN =
      optional("in", Forms.NAME.placed(), "The environment that it is about.");

  static final Key<Boolean> ANSWER =
      preset(
          "answer",
          new Choice<Boolean>("an answer")
              .or("yes", true, "It may go on; the check has passed.")
              .or("no", false, "It may not; the check has failed."),
          "yes",
          "What is said, or found out.");

  static final Key<Boolean> BUILDS =
      optional(
              "builds",
              new Choice<Boolean>("an end of a build")
                  .or("well", true, "It is built.")
                  .or("not", false, "Its build fails."),
              "Whether it can be built; left out, it can.")
          .beside(COMMIT);

  static final Key<String> RELEASE =
      optional("release", Forms.LINE, "Which release; left out, the next.");

  static final Key<Duration> LASTING =
      optional("for", Forms.DURATION, "How long it soaks.").beside(SOAK);

  static final Key<Instant> TO = optional("to", INSTANT, "Where to it moves.").beside(MOVE);

  static final Key<String> REASON =
      preset("reason", Forms.LINE, "somebody wants it", "Why, for whoever reads the answer.");

  static final MappingOf SHAPE =
      MappingOf.oneOf(
              "an event",
              COMMIT,
              FAILS,
              PROMOTE,
              SKIP,
              MOVE,
              CUT,
              SOAK,
              BAD,
              GOOD,
              SAY,
              CHECK,
              ACCEPT,
              DECLINE)
          .and(AT, BUILDS, RELEASE, LASTING, TO, IN, ANSWER, REASON);

  /// Empty where a value is missing that belongs to what happens.
  static Optional<Given> event(Fields event) {
    Instant at = event.need(AT);
    String reason = event.need(REASON);
    Optional<String> release = event.get(RELEASE);
    return Stream.<Optional<Given>>of(
            event
                .get(COMMIT)
                .map(message -> new Given.Committed(at, message, event.get(BUILDS).orElse(true))),
            name(event, FAILS).map(place -> new Given.Fails(at, place, release)),
            name(event, PROMOTE).map(place -> new Given.Asked(at, place, release)),
            name(event, SKIP).map(train -> new Given.Skipped(at, train, reason)),
            name(event, CUT).map(train -> new Given.CutNow(at, train, reason)),
            name(event, MOVE)
                .flatMap(train -> event.get(TO).map(to -> new Given.Moved(at, train, to, reason))),
            name(event, SOAK)
                .flatMap(place ->
                    release.flatMap(named ->
                        event
                            .get(LASTING)
                            .map(lasting -> new Given.Soaks(at, place, named, lasting, reason)))),
            name(event, BAD)
                .flatMap(place ->
                    release.map(named -> new Given.Judged(at, place, named, false, reason))),
            name(event, GOOD)
                .flatMap(place ->
                    release.map(named -> new Given.Judged(at, place, named, true, reason))),
            name(event, SAY)
                .flatMap(role ->
                    name(event, IN)
                        .map(place ->
                            new Given.Said(at, place, role, event.need(ANSWER), release, reason))),
            event
                .get(CHECK)
                .flatMap(check ->
                    name(event, IN)
                        .map(place ->
                            new Given.Checked(
                                at, place, check.value(), event.need(ANSWER), release))),
            name(event, ACCEPT).map(place -> new Given.Answered(at, place, true, release, reason)),
            name(event, DECLINE)
                .map(place -> new Given.Answered(at, place, false, release, reason)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Slug> name(Fields event, Key<At<Slug>> key) {
    return event.get(key).map(At::value);
  }
}
