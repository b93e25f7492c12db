/// An artifact's arrival in an environment, and what became of it.
@NullMarked
package dev.signalbox.domain.deployment;

import org.jspecify.annotations.NullMarked;
