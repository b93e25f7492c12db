/// Semantic versions and which one is next.
@NullMarked
package dev.signalbox.domain.version;

import org.jspecify.annotations.NullMarked;
