/// Who is on duty for a role: turns go around, people swap them, and everybody can see who it was.
@NullMarked
package dev.signalbox.domain.rota;

import org.jspecify.annotations.NullMarked;
