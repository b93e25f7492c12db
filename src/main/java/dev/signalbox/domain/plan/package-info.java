/// For every environment: the candidate, its gates, the decision, and when time alone may change
/// it.
@NullMarked
package dev.signalbox.domain.plan;

import org.jspecify.annotations.NullMarked;
