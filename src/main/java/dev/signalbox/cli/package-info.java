/// The command line: one class a command, speaking only HTTP.
@NullMarked
package dev.signalbox.cli;

import org.jspecify.annotations.NullMarked;
