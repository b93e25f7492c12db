/// Release lines: short-lived branches off a release, for one environment that cannot wait.
@NullMarked
package dev.signalbox.domain.line;

import org.jspecify.annotations.NullMarked;
