/// How a grammar is written down: shapes of values, keys and steps. One description of the language
/// gives its checks, its messages, its schema for editors and its reference page.
@NullMarked
package dev.signalbox.flow.shape;

import org.jspecify.annotations.NullMarked;
