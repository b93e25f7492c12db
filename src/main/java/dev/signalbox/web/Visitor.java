package dev.signalbox.web;

import dev.signalbox.auth.Guard.Admitted;
import dev.signalbox.auth.Tokens.Session;
import java.util.Optional;

/// Who looks at a page.
///
/// @param person who they said they are; empty for somebody who only looks
/// @param csrf goes into every form
public record Visitor(Optional<String> person, String csrf) {

  public static Visitor of(Admitted admitted) {
    return new Visitor(
        admitted.session().map(Session::person), admitted.session().map(Session::csrf).orElse(""));
  }

  public boolean mayWrite() {
    return person.isPresent();
  }
}
