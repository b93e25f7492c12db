/// Who is asking, and with what proof.
@NullMarked
package dev.signalbox.auth;

import org.jspecify.annotations.NullMarked;
