package dev.signalbox.flow;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.calendar.Calendar.Demand;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.environment.GateRule;
import dev.signalbox.flow.Grammar.Environments;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.flow.problem.ProblemCode;
import dev.signalbox.flow.problem.Problems;
import dev.signalbox.flow.shape.At;
import dev.signalbox.flow.shape.Fields;
import dev.signalbox.flow.shape.NamedOnes;
import dev.signalbox.flow.shape.Words.Chosen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What gates ask for exists, and they can all be open at once.
final class GateCheck {

  /// A week of no country's holidays and no change of clocks, for windows alone.
  private static final Instant A_MONDAY = Instant.parse("2026-06-01T00:00:00Z");

  private final Fields file;
  private final Problems problems;

  private GateCheck(Fields file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  static void check(FlowDraft flow, Problems problems) {
    var check = new GateCheck(flow.file(), problems);
    flow.environments().forEach(check::environment);
  }

  /// The gates of an environment without problems.
  static List<GateRule> rules(EnvironmentDraft environment) {
    return Stream.concat(
            environment.fields().get(Environments.REQUEST).stream(),
            gates(environment).stream().map(gate -> gate.meaning().orElseThrow().rule()))
        .toList();
  }

  private static List<Chosen<GateDraft>> gates(EnvironmentDraft environment) {
    return environment.fields().get(Environments.GATES).orElse(List.of());
  }

  private void environment(EnvironmentDraft environment) {
    Map<GateRule, Chosen<GateDraft>> seen = new HashMap<>();
    List<At<Slug>> windows = new ArrayList<>();
    for (Chosen<GateDraft> gate : gates(environment)) {
      Optional<GateRule> rule = gate.meaning().map(GateDraft::rule);
      Optional<Chosen<GateDraft>> before = rule.map(r -> seen.putIfAbsent(r, gate));
      if (before.isPresent()) {
        problems.add(
            gate.place(),
            ProblemCode.LISTED_TWICE,
            "The same gate is in line %d already.".formatted(before.get().place().line()),
            "Keep one of them.");
      } else if (gate.meaning().orElse(null) instanceof GateDraft.InWindow(At<Slug> window)) {
        windows.add(window);
      } else if (rule.filter(GateRule.NotAHoliday.class::isInstance).isPresent()) {
        holidays(gate);
      }
    }
    namesakes(environment);
    if (windows.stream().filter(this::isUnknown).count() == 0) {
      together(environment, windows);
    }
  }

  /// A word of people has to be about one thing.
  private void namesakes(EnvironmentDraft environment) {
    for (Chosen<GateDraft> gate : gates(environment)) {
      Optional<Slug> role = gate.meaning().flatMap(draft -> draft.rule().speaker());
      for (Chosen<Draft> step : environment.steps(WatchGrammar.WATCH)) {
        if (step.meaning().orElse(null)
                instanceof Draft.Complete(StepSpec.Watch(List<Slug> dashboards, var _))
            && role.filter(dashboards::contains).isPresent()) {
          problems.add(
              step.place(),
              ProblemCode.DASHBOARD_IS_A_ROLE,
              "'%s' is a dashboard here, and somebody's role in the gate in line %d."
                  .formatted(role.get(), gate.place().line()),
              "Give the dashboard another name, such as '%s-dashboard'.".formatted(role.get()));
        }
      }
    }
  }

  private boolean isUnknown(At<Slug> window) {
    List<NamedOnes.One<Slug, Fields>> named = named();
    Optional<NamedOnes.One<Slug, Fields>> found =
        named.stream().filter(one -> one.name().equals(Optional.of(window.value()))).findFirst();
    if (found.isPresent()
        && found.get().value().filter(one -> one.has(CalendarGrammar.FREEZE)).isEmpty()) {
      return false;
    }
    List<String> windows =
        named.stream()
            .filter(one -> one.value().filter(f -> f.has(CalendarGrammar.OPEN)).isPresent())
            .map(one -> one.word().value())
            .toList();
    problems.add(
        window.place(),
        ProblemCode.UNKNOWN_WINDOW,
        found.isPresent()
            ? "'%s' is a freeze, which holds by itself.".formatted(window.value())
            : "The calendar has no window '%s'.".formatted(window.value()),
        Nearest.to(window.value().text(), windows)
            .map("Did you mean '%s'?"::formatted)
            .orElse(
                windows.isEmpty()
                    ? "Add it: 'calendar: { %s: { open: MON-THU 09:00-16:00 } }'."
                        .formatted(window.value())
                    : "There is " + String.join(", ", windows) + "."));
    return true;
  }

  private List<NamedOnes.One<Slug, Fields>> named() {
    return file.get(Grammar.File.CALENDAR)
        .flatMap(calendar -> calendar.get(CalendarGrammar.NAMED.key()))
        .orElse(List.of());
  }

  private void holidays(Chosen<GateDraft> gate) {
    boolean none =
        file.get(Grammar.File.CALENDAR)
            .filter(calendar -> calendar.has(CalendarGrammar.HOLIDAYS))
            .isEmpty();
    if (none && file.sound(Grammar.File.CALENDAR)) {
      problems.add(
          gate.place(),
          ProblemCode.NO_HOLIDAYS,
          "No holidays are known, so this gate is always open.",
          "Add 'holidays: { countries: [US] }' to the calendar.");
    }
  }

  /// Several windows have to be open at once some time in a week.
  private void together(EnvironmentDraft environment, List<At<Slug>> windows) {
    if (windows.size() < 2 || !file.sound(Grammar.File.CALENDAR)) {
      return;
    }
    Calendar calendar = CalendarAssembly.calendar(file.need(Grammar.File.CALENDAR));
    var open =
        new Calendar(
            calendar.zone(),
            calendar.windows(),
            List.of(),
            calendar.holidays(),
            calendar.onHoliday());
    var demand = new Demand(windows.stream().map(At::value).toList(), false);
    if (open.nextOpen(demand, Move.REGULAR, A_MONDAY).isEmpty()) {
      problems.add(
          windows.getLast().place(),
          ProblemCode.NEVER_OPEN,
          "The windows of '%s' are never open at the same time.".formatted(environment.title()),
          "Take one of them away, or let their times meet.");
    }
  }
}
