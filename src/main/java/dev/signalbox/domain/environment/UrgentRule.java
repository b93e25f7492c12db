package dev.signalbox.domain.environment;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Move;
import java.util.List;

/// How a team gets past its own timetable when it has to: where an urgent fix of this kind goes,
/// and whose planned release it replaces.
///
/// @param kind a warmfix or a hotfix
/// @param into where it goes, in this order
/// @param takesSlotOf where it goes in the next slot, so that nothing else does
public record UrgentRule(Move kind, List<Slug> into, List<Slug> takesSlotOf) {

  public UrgentRule {
    into = List.copyOf(into);
    takesSlotOf = List.copyOf(takesSlotOf);
  }
}
