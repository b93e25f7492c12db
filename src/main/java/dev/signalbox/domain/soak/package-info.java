/// How long a release has to go well in one environment before another takes it.
@NullMarked
package dev.signalbox.domain.soak;

import org.jspecify.annotations.NullMarked;
