/// What must be true before the next thing starts.
@NullMarked
package dev.signalbox.domain.gate;

import org.jspecify.annotations.NullMarked;
