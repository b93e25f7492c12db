/// Health, readiness, metrics.
@NullMarked
package dev.signalbox.ops;

import org.jspecify.annotations.NullMarked;
