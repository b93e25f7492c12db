/// What has to be released together with a service and lives elsewhere, such as its functional
/// tests.
@NullMarked
package dev.signalbox.domain.companion;

import org.jspecify.annotations.NullMarked;
