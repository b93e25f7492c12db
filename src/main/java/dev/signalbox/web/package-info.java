/// Pages: drawn from one query, deciding nothing.
@NullMarked
package dev.signalbox.web;

import org.jspecify.annotations.NullMarked;
