/// The version as it stands in files of a repository: where it is, and how another takes its place
/// while everything around it stays as it was, to the byte.
@NullMarked
package dev.signalbox.domain.codebase;

import org.jspecify.annotations.NullMarked;
