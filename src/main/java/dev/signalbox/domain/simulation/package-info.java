/// What would happen: the same planner under a clock that is made up, in memory.
@NullMarked
package dev.signalbox.domain.simulation;

import org.jspecify.annotations.NullMarked;
