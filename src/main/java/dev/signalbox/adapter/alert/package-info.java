/// Ways to tell people.
@NullMarked
package dev.signalbox.adapter.alert;

import org.jspecify.annotations.NullMarked;
