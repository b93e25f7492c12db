/// Git repositories, read and tagged by JGit inside this process. The `git` program is never
/// started, and nothing of the host's git configuration is read.
@NullMarked
package dev.signalbox.adapter.git;

import org.jspecify.annotations.NullMarked;
