/// Local git repositories, read straight from their files with the JDK alone: no program is
/// started, no remote is asked, nothing is written, and nothing of the host's git configuration or
/// of the environment is looked at.
@NullMarked
package dev.signalbox.adapter.pack;

import org.jspecify.annotations.NullMarked;
