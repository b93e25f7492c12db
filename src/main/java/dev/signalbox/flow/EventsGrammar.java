package dev.signalbox.flow;

import static dev.signalbox.flow.shape.Key.optional;
import static dev.signalbox.flow.shape.Key.preset;
import static dev.signalbox.flow.shape.Key.required;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.simulation.Given;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.shape.Choice;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.Key;
import dev.signalbox.flow.shape.MappingOf;
import dev.signalbox.flow.shape.Shape;
import dev.signalbox.flow.shape.Text;
import dev.signalbox.flow.shape.Text.Meant;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

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

  static final Key<Slug> FAILS =
      required("fails", Forms.NAME, "The next promotion in this environment does not go well.");

  static final Key<Slug> PROMOTE =
      required("promote", Forms.NAME, "Somebody asks for a promotion into this environment.");

  static final Key<Slug> SKIP =
      required("skip", Forms.NAME, "The next cut of this train is left out.");

  static final Key<Slug> MOVE = required("move", Forms.NAME, "The next cut of this train moves.");

  static final Key<Slug> CUT = required("cut", Forms.NAME, "This train is cut once more.");

  static final Key<Slug> SOAK =
      required("soak", Forms.NAME, "A release soaks longer or shorter in this environment.");

  static final Key<Slug> BAD =
      required("bad", Forms.NAME, "A release is found bad in this environment.");

  static final Key<Slug> GOOD =
      required("good", Forms.NAME, "A release is found good again in this environment.");

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
      MappingOf.oneOf("an event", COMMIT, FAILS, PROMOTE, SKIP, MOVE, CUT, SOAK, BAD, GOOD)
          .and(AT, BUILDS, RELEASE, LASTING, TO, REASON);

  static final Shape<Optional<Given>> EVENT = SHAPE.as(EventsGrammar::event);

  /// Empty where a value is missing that belongs to what happens.
  private static Optional<Given> event(Fields event) {
    Instant at = event.need(AT);
    String reason = event.need(REASON);
    Optional<String> release = event.get(RELEASE);
    Optional<Given> plain =
        event
            .get(COMMIT)
            .<Given>map(message -> new Given.Committed(at, message, event.get(BUILDS).orElse(true)))
            .or(() -> event.get(FAILS).map(place -> new Given.Fails(at, place, release)))
            .or(() -> event.get(PROMOTE).map(place -> new Given.Asked(at, place, release)))
            .or(() -> event.get(SKIP).map(train -> new Given.Skipped(at, train, reason)))
            .or(() -> event.get(CUT).map(train -> new Given.CutNow(at, train, reason)));
    return plain
        .or(() ->
            event
                .get(MOVE)
                .flatMap(train -> event.get(TO).map(to -> new Given.Moved(at, train, to, reason))))
        .or(() ->
            release.flatMap(name ->
                event
                    .get(SOAK)
                    .flatMap(place ->
                        event
                            .get(LASTING)
                            .<Given>map(l -> new Given.Soaks(at, place, name, l, reason)))
                    .or(() ->
                        event
                            .get(BAD)
                            .map(place -> new Given.Judged(at, place, name, false, reason)))
                    .or(() ->
                        event
                            .get(GOOD)
                            .map(place -> new Given.Judged(at, place, name, true, reason)))));
  }
}
