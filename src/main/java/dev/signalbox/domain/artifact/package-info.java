/// What a build made, known by its digest, never rebuilt.
@NullMarked
package dev.signalbox.domain.artifact;

import org.jspecify.annotations.NullMarked;
