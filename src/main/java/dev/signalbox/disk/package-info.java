/// What more than one room does with files and folders of this machine.
@NullMarked
package dev.signalbox.disk;

import org.jspecify.annotations.NullMarked;
