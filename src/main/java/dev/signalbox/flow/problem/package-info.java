/// Problems in what people write: their codes, how they are collected, shown and explained.
@NullMarked
package dev.signalbox.flow.problem;

import org.jspecify.annotations.NullMarked;
