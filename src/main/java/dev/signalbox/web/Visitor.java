package dev.signalbox.web;

import dev.signalbox.auth.Guard.Admitted;
import dev.signalbox.auth.Tokens.Session;
import java.util.Optional;

/// Who looks at a page.
///
/// @param person who they said they are; empty for somebody who only looks
/// @param csrf goes into every form
public record Visitor(Optional<String> person, String csrf) {

  /// Somebody the guard has not let in.
  public static final Visitor STRANGER = new Visitor(Optional.empty(), "");

  public static Visitor of(Admitted admitted) {
    return new Visitor(
        admitted.mayWrite() ? Optional.of(admitted.actor().name()) : Optional.empty(),
        admitted.session().map(Session::csrf).orElse(""));
  }

  public boolean mayWrite() {
    return person.isPresent();
  }
}
