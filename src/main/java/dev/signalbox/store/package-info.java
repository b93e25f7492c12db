/// PostgreSQL, one store a noun.
@NullMarked
package dev.signalbox.store;

import org.jspecify.annotations.NullMarked;
