/// Programs on this machine that outlive the server: a team's commands, and what it deploys.
@NullMarked
package dev.signalbox.adapter.process;

import org.jspecify.annotations.NullMarked;
