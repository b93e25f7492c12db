package dev.signalbox.domain.rota;

import static dev.signalbox.base.Decision.accept;
import static dev.signalbox.base.Decision.refuse;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.calendar.Parsed;
import dev.signalbox.domain.calendar.Recurrence;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.calendar.WallTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role that goes around a list of people, turn by turn. Two of them may swap turns; whose turn
/// it is follows from the rota and the swaps alone, whatever the time it is asked for.
///
/// @param turns when a turn ends and the next begins
/// @param of who takes turns, in their order
/// @param from the day the first of them begins
public record Rota(Slug role, Recurrence turns, List<String> of, LocalDate from) {

  private static final Map<String, String> SAID =
      Map.of("monthly", "FREQ=MONTHLY;BYMONTHDAY=1 00:00", "weekly", "MON 00:00");

  /// Nobody looks further for a turn of a certain person.
  private static final int MOST_TURNS = 1000;

  public Rota {
    of = List.copyOf(of);
    if (of.isEmpty()) {
      throw new IllegalArgumentException("a rota of nobody");
    }
  }

  /// The recurrence that a team means by `monthly` or `weekly`; any other text is one itself.
  public static Parsed<RecurrenceText> turns(String said) {
    return RecurrenceText.read(SAID.getOrDefault(said, said));
  }

  /// How often turns change hands, as a team says it.
  public String often() {
    return SAID.keySet().stream()
        .filter(said ->
            turns(said) instanceof Parsed.Good<RecurrenceText>(var text)
                && text.in(turns.zone()).equals(turns))
        .findFirst()
        .orElseGet(turns::toString);
  }

  /// A turn that somebody else takes than the rota says.
  ///
  /// @param begins when the turn begins
  public record Swap(Instant begins, String person, String reason, String by) {}

  /// Somebody's time on duty.
  ///
  /// @param ends when the next turn begins; empty if none ever does
  /// @param swap why it is not who the rota says
  public record Turn(Instant begins, Optional<Instant> ends, String person, Optional<Swap> swap) {}

  /// Whose turn it is at an instant; empty before the first.
  public Optional<Turn> turnAt(Instant now, List<Swap> swaps) {
    Instant begins = first();
    if (now.isBefore(begins)) {
      return Optional.empty();
    }
    int nth = 0;
    Optional<Instant> ends = turns.next(begins);
    while (ends.isPresent() && !ends.get().isAfter(now)) {
      begins = ends.get();
      ends = turns.next(begins);
      nth++;
    }
    return Optional.of(turn(nth, begins, ends, swaps));
  }

  /// The turns from an instant on, the one at hand first.
  public List<Turn> turnsFrom(Instant now, int most, List<Swap> swaps) {
    List<Turn> all = new ArrayList<>();
    Instant begins = first();
    int nth = 0;
    while (all.size() < most) {
      Optional<Instant> ends = turns.next(begins);
      if (ends.isEmpty() || ends.get().isAfter(now)) {
        all.add(turn(nth, begins, ends, swaps));
      }
      if (ends.isEmpty()) {
        break;
      }
      begins = ends.get();
      nth++;
    }
    return all;
  }

  /// Somebody takes the turn of another, who takes their next turn instead.
  ///
  /// @param when any instant in the turn that changes hands
  /// @return both turns as they are from now on
  public static Decision<List<Swap>> swap(
      Rota rota, List<Swap> swaps, Instant when, String to, String reason, String by, Instant now) {
    if (reason.isBlank()) {
      return refuse(
          "no-reason", "A swap needs a reason: people will ask.", "you: say --reason \"...\"");
    }
    if (!rota.of.contains(to)) {
      return refuse(
          "not-in-the-rota",
          "%s takes no turns as %s: %s do.".formatted(to, rota.role, String.join(", ", rota.of)),
          "whoever may change the flow file");
    }
    Optional<Turn> given = rota.turnAt(when, swaps);
    if (given.isEmpty() || given.get().ends().filter(end -> !end.isAfter(now)).isPresent()) {
      return refuse(
          "turn-over",
          "The turn at %s is over, and who was on duty stays as it was."
              .formatted(Utc.at(when, rota.turns.zone())),
          "you: name a turn that is still to come");
    }
    Turn turn = given.get();
    if (turn.person().equals(to)) {
      return refuse(
          "same-person",
          "%s is %s from %s on already."
              .formatted(to, rota.role, Utc.at(turn.begins(), rota.turns.zone())),
          "nobody needs to");
    }
    Optional<Turn> back =
        rota.turnsFrom(turn.ends().orElse(turn.begins()), MOST_TURNS, swaps).stream()
            .filter(later -> later.begins().isAfter(turn.begins()) && later.person().equals(to))
            .findFirst();
    List<Swap> both = new ArrayList<>();
    both.add(new Swap(turn.begins(), to, reason, by));
    back.ifPresent(later -> both.add(new Swap(later.begins(), turn.person(), reason, by)));
    return accept(List.copyOf(both));
  }

  private Turn turn(int nth, Instant begins, Optional<Instant> ends, List<Swap> swaps) {
    Optional<Swap> swap =
        swaps.stream().filter(s -> s.begins().equals(begins)).reduce((_, later) -> later);
    String usual = of.get(nth % of.size());
    return new Turn(
        begins,
        ends,
        swap.map(Swap::person).orElse(usual),
        swap.filter(s -> !s.person().equals(usual)));
  }

  private Instant first() {
    return WallTime.instant(from.atStartOfDay(), turns.zone());
  }
}
