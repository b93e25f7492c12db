/// Commits and what their messages say.
@NullMarked
package dev.signalbox.domain.change;

import org.jspecify.annotations.NullMarked;
