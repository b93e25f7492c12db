/// What people are told, and how long we try.
@NullMarked
package dev.signalbox.domain.alert;

import org.jspecify.annotations.NullMarked;
