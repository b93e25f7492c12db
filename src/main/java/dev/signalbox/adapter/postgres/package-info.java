/// PostgreSQL under our own supervision: unpacked, founded, started, watched, started again and
/// stopped, so that a release server needs nothing but itself.
@NullMarked
package dev.signalbox.adapter.postgres;

import org.jspecify.annotations.NullMarked;
