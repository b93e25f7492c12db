/// A version of a commit and its artifact, with notes.
@NullMarked
package dev.signalbox.domain.release;

import org.jspecify.annotations.NullMarked;
