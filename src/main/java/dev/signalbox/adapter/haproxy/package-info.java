/// HAProxy, told at runtime which instances get how much.
@NullMarked
package dev.signalbox.adapter.haproxy;

import org.jspecify.annotations.NullMarked;
