/// A new version gets its traffic step by step, and gives all of it back when it does harm.
@NullMarked
package dev.signalbox.domain.rollout;

import org.jspecify.annotations.NullMarked;
