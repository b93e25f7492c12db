/// Measurements and a verdict: pass, breach, inconclusive, each with its reason.
@NullMarked
package dev.signalbox.domain.analysis;

import org.jspecify.annotations.NullMarked;
