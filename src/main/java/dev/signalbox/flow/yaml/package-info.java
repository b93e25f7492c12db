/// YAML 1.2 as a tree of values that know where they stand. Small on purpose: whatever makes YAML
/// surprising or dangerous ends in a problem here, and the rest of the language never meets it.
@NullMarked
package dev.signalbox.flow.yaml;

import org.jspecify.annotations.NullMarked;
