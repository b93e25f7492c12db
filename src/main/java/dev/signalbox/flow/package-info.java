/// The language of the flow file: read, check, explain, pin by digest.
@NullMarked
package dev.signalbox.flow;

import org.jspecify.annotations.NullMarked;
