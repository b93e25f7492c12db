package dev.signalbox.domain.train;

import dev.signalbox.base.Slug;
import dev.signalbox.domain.calendar.Schedule;

/// A train: at each of its cuts, what is on the tracked branch at that very instant becomes a
/// release. The next release begins with the first commit after the cut; without one there is none.
///
/// @param cuts when it is cut
public record Train(Slug name, Schedule cuts) {}
