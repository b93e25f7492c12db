/// When things happen again and again, and when nothing may: recurrences, holidays, windows,
/// freezes. The only room of the domain that knows zones.
@NullMarked
package dev.signalbox.domain.calendar;

import org.jspecify.annotations.NullMarked;
