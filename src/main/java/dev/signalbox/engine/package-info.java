/// Durable runs: which step is ready, what its outcome means, who works on it.
@NullMarked
package dev.signalbox.engine;

import org.jspecify.annotations.NullMarked;
