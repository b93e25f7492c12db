/// The roof: the front door, the wiring, the settings.
@NullMarked
package dev.signalbox;

import org.jspecify.annotations.NullMarked;
