/// REST: one class a noun.
@NullMarked
package dev.signalbox.api;

import org.jspecify.annotations.NullMarked;
