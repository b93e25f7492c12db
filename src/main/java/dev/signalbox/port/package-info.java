/// Sockets toward the world, named by their role. Adapters fit them; nothing here knows a vendor.
@NullMarked
package dev.signalbox.port;

import org.jspecify.annotations.NullMarked;
