/// The envelope of every fact: who, when, why, caused by what.
@NullMarked
package dev.signalbox.domain.audit;

import org.jspecify.annotations.NullMarked;
