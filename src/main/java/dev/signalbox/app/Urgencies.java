package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Move;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.environment.UrgentRule;
import dev.signalbox.flow.Flow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Urgent fixes, as the flow allows them: somebody says which kind it is, and the flow says what
/// follows for the timetable.
final class Urgencies {

  private Urgencies() {}

  /// How a wish moves.
  ///
  /// @param takesSlot whether it goes in the next slot
  /// @param after where it has to have gone well before; empty if nowhere
  record Urgency(Move move, boolean takesSlot, Optional<Slug> after) {

    static Urgency regular(boolean takesSlot) {
      return new Urgency(Move.REGULAR, takesSlot, Optional.empty());
    }
  }

  /// A promotion into an environment.
  static Decision<Urgency> into(Flow flow, Slug environment, String kind, String reason) {
    return rule(flow, kind, reason)
        .then(rule -> {
          int place = rule.into().indexOf(environment);
          return place >= 0
              ? Decision.accept(
                  new Urgency(
                      rule.kind(),
                      rule.takesSlotOf().contains(environment),
                      place > 0 ? Optional.of(rule.into().get(place - 1)) : Optional.empty()))
              : Decision.refuse(
                  "not-its-way",
                  "A %s goes into %s, not into %s."
                      .formatted(rule.kind(), names(rule.into()), environment),
                  "whoever may change 'urgent' in the flow file; or you: leave --urgent out");
        });
  }

  /// Which kinds the flow lets into an environment.
  static List<String> kindsInto(Flow flow, Slug environment) {
    return flow.urgent().stream()
        .filter(rule -> rule.into().contains(environment))
        .map(rule -> rule.kind().toString())
        .toList();
  }

  /// One more cut of a train.
  ///
  /// @return whether it goes in the place of the next one
  static Decision<Boolean> ofTrain(Flow flow, Slug train, String kind, String reason) {
    return rule(flow, kind, reason)
        .then(rule ->
            rule.into().stream().anyMatch(place -> takes(flow, place, train))
                ? Decision.accept(
                    rule.takesSlotOf().stream().anyMatch(place -> takes(flow, place, train)))
                : Decision.refuse(
                    "not-its-way",
                    "A %s goes into %s, which does not take what %s makes."
                        .formatted(rule.kind(), names(rule.into()), train),
                    "whoever may change 'urgent' in the flow file; or you: leave --urgent out"));
  }

  /// Whether a cut of the train is a slot of the environment.
  private static boolean takes(Flow flow, Slug place, Slug train) {
    return flow.environment(place)
        .map(Flow.EnvironmentFlow::environment)
        .filter((Environment one) -> !(one.starts() instanceof Starts.At))
        .filter(one -> one.takes().equals(new Takes.OfTrain(train)))
        .isPresent();
  }

  private static Decision<UrgentRule> rule(Flow flow, String kind, String reason) {
    Optional<UrgentRule> found =
        flow.urgent().stream().filter(rule -> rule.kind().toString().equals(kind)).findFirst();
    if (found.isEmpty()) {
      return Decision.refuse(
          "no-such-urgency",
          "%s has no urgent '%s'; %s."
              .formatted(
                  flow.service(),
                  kind,
                  flow.urgent().isEmpty()
                      ? "its flow has none at all"
                      : "it has "
                          + flow.urgent().stream()
                              .map(rule -> rule.kind().toString())
                              .collect(Collectors.joining(" and "))),
          "whoever may change the flow file: urgent: { hotfix: { into: ENVIRONMENT } }");
    }
    return reason.isBlank()
        ? Decision.refuse(
            "no-reason",
            "A %s needs a reason: it is counted, and people will ask.".formatted(kind),
            "you: say --reason \"...\"")
        : Decision.accept(found.get());
  }

  private static String names(List<Slug> places) {
    return places.stream().map(Slug::text).collect(Collectors.joining(", "));
  }
}
