@NullMarked
package dev.signalbox.domain.analysis.evidence;

import org.jspecify.annotations.NullMarked;
