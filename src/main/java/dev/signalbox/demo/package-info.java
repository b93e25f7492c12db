/// A first look without any set-up: a real repository, a real service, a real server, and a story.
@NullMarked
package dev.signalbox.demo;

import org.jspecify.annotations.NullMarked;
