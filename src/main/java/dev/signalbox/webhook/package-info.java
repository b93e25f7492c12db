/// Deliveries in: verified, stored, answered.
@NullMarked
package dev.signalbox.webhook;

import org.jspecify.annotations.NullMarked;
