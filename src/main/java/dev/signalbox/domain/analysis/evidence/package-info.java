/// A new version beside the old one: counts of both in, evidence and a verdict out.
@NullMarked
package dev.signalbox.domain.analysis.evidence;

import org.jspecify.annotations.NullMarked;
