/// Trains: at which instants a release is cut, and what became of each.
@NullMarked
package dev.signalbox.domain.train;

import org.jspecify.annotations.NullMarked;
