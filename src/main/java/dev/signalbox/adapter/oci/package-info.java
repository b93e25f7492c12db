/// Registries of OCI artifacts: image layouts on disk, and any registry over HTTP.
@NullMarked
package dev.signalbox.adapter.oci;

import org.jspecify.annotations.NullMarked;
