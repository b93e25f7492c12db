/// One run or one person at a time may hold an environment. The pattern for all other rooms.
@NullMarked
package dev.signalbox.domain.lock;

import org.jspecify.annotations.NullMarked;
