/// What a flow file may ask for: one file a step keyword.
@NullMarked
package dev.signalbox.step;

import org.jspecify.annotations.NullMarked;
