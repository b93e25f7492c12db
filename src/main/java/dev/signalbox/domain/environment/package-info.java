/// Where releases run, what each takes and when it starts.
@NullMarked
package dev.signalbox.domain.environment;

import org.jspecify.annotations.NullMarked;
