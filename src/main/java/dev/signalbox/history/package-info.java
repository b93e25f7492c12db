/// What the commits since a release say: the next version, the notes, the change log. One code for
/// the server's release step and for the commands that need no server.
@NullMarked
package dev.signalbox.history;

import org.jspecify.annotations.NullMarked;
