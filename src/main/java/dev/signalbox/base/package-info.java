/// The ground everything stands on: typed ids, decisions, problems. A guest list, not a `util`: a
/// new file here needs a decision record.
@NullMarked
package dev.signalbox.base;

import org.jspecify.annotations.NullMarked;
