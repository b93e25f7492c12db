/// Measurements that people start: `./dev bench NAME`. What each says stands in `bench/README.md`.
@NullMarked
package dev.signalbox.bench;

import org.jspecify.annotations.NullMarked;
