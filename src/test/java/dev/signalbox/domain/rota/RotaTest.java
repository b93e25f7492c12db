package dev.signalbox.domain.rota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Parsed;
import dev.signalbox.domain.calendar.RecurrenceText;
import dev.signalbox.domain.rota.Rota.Swap;
import dev.signalbox.domain.rota.Rota.Turn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotaTest {

  private static final Rota MONTHLY =
      new Rota(
          new Slug("release-manager"),
          ((Parsed.Good<RecurrenceText>) RecurrenceText.read("FREQ=MONTHLY;BYMONTHDAY=1 00:00"))
              .value()
              .in(ZoneId.of("America/Los_Angeles")),
          List.of("ann", "ben", "cleo"),
          LocalDate.of(2026, 1, 1));

  private static final Instant MARCH = Instant.parse("2026-03-10T12:00:00Z");

  @Test
  void a_rota_says_how_often_it_turns_as_the_team_wrote_it() {
    assertThat(MONTHLY.often()).isEqualTo("monthly");
    assertThat(written("weekly").often()).isEqualTo("weekly");
    assertThat(written("MON 09:00").often()).isEqualTo("MON 09:00 America/Los_Angeles");
  }

  private static Rota written(String turns) {
    return new Rota(
        MONTHLY.role(),
        ((Parsed.Good<RecurrenceText>) Rota.turns(turns)).value().in(MONTHLY.turns().zone()),
        MONTHLY.of(),
        MONTHLY.from());
  }

  @Test
  void turns_go_around_at_midnight_in_the_rotas_zone() {
    assertThat(MONTHLY.turnAt(Instant.parse("2026-01-01T07:59:59Z"), List.of())).isEmpty();
    assertThat(person("2026-01-01T08:00:00Z")).isEqualTo("ann");
    assertThat(person("2026-02-01T07:59:59Z")).isEqualTo("ann");
    assertThat(person("2026-02-01T08:00:00Z")).isEqualTo("ben");
    assertThat(person("2026-04-01T07:00:00Z")).as("in summer time").isEqualTo("ann");
    assertThat(MONTHLY.turnsFrom(MARCH, 3, List.of()))
        .extracting(Turn::person)
        .containsExactly("cleo", "ann", "ben");
  }

  @Test
  void two_people_swap_and_nobody_loses_a_turn() {
    List<Swap> swaps = swapped(swap("2026-04-15T00:00:00Z", "cleo"));

    assertThat(MONTHLY.turnsFrom(MARCH, 6, swaps))
        .extracting(Turn::person)
        .containsExactly("cleo", "cleo", "ben", "ann", "ann", "ben");
    assertThat(MONTHLY.turnAt(Instant.parse("2026-04-15T00:00:00Z"), swaps))
        .flatMap(Turn::swap)
        .map(Swap::reason)
        .contains("a wedding");
  }

  @Test
  void a_swap_back_is_a_swap() {
    List<Swap> once = swapped(swap("2026-04-15T00:00:00Z", "cleo"));
    List<Swap> twice =
        java.util.stream.Stream.concat(
                once.stream(),
                swapped(
                    Rota.swap(
                        MONTHLY,
                        once,
                        Instant.parse("2026-04-15T00:00:00Z"),
                        "ann",
                        "no wedding",
                        "cleo",
                        MARCH))
                    .stream())
            .toList();

    assertThat(MONTHLY.turnsFrom(MARCH, 6, twice))
        .extracting(Turn::person)
        .containsExactly("cleo", "ann", "ben", "cleo", "ann", "ben");
    assertThat(MONTHLY.turnsFrom(MARCH, 6, twice)).allMatch(turn -> turn.swap().isEmpty());
  }

  @Test
  void what_is_past_who_is_not_in_it_and_what_is_so_already_is_refused() {
    assertThat(code(swap("2026-02-15T00:00:00Z", "cleo"))).contains("turn-over");
    assertThat(code(swap("2026-04-15T00:00:00Z", "zoe"))).contains("not-in-the-rota");
    assertThat(code(swap("2026-04-15T00:00:00Z", "ann"))).contains("same-person");
    assertThat(code(Rota.swap(MONTHLY, List.of(), MARCH, "ann", " ", "cleo", MARCH)))
        .contains("no-reason");
  }

  private static Decision<List<Swap>> swap(String when, String to) {
    return Rota.swap(MONTHLY, List.of(), Instant.parse(when), to, "a wedding", "ann", MARCH);
  }

  private static List<Swap> swapped(Decision<List<Swap>> decision) {
    return ((Decision.Accepted<List<Swap>>) decision).value();
  }

  private static Optional<String> code(Decision<List<Swap>> decision) {
    return decision instanceof Decision.Refused<List<Swap>> refused
        ? Optional.of(refused.refusal().reasons().getFirst().code())
        : Optional.empty();
  }

  private static String person(String instant) {
    return MONTHLY.turnAt(Instant.parse(instant), List.of()).orElseThrow().person();
  }
}
