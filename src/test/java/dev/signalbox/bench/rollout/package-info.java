/// Simulated rollouts, and the judges that are tried on them.
@NullMarked
package dev.signalbox.bench.rollout;

import org.jspecify.annotations.NullMarked;
