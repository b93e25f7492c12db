/// Use cases: everything a person, a webhook or a timer may ask. A class a noun, a method a wish,
/// one transaction each.
@NullMarked
package dev.signalbox.app;

import org.jspecify.annotations.NullMarked;
