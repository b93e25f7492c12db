package dev.signalbox.web;

import dev.signalbox.auth.Tokens;
import dev.signalbox.base.Inert;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Optional;

/// A browser shows the token once and says who sits before it; from then on its cookie stands for
/// both.
public final class SignInPages {

  public static final String COOKIE = "signalbox";

  private final Tokens tokens;
  private final boolean secure;

  /// @param secure whether browsers reach the server by https only
  public SignInPages(Tokens tokens, boolean secure) {
    this.tokens = tokens;
    this.secure = secure;
  }

  public void form(Context http, Visitor visitor) {
    draw(http, visitor, "");
  }

  public void signIn(Context http, Visitor visitor) {
    String person = Inert.line(Optional.ofNullable(http.formParam("person")).orElse("")).strip();
    if (person.isEmpty() || person.length() > 80) {
      http.status(HttpStatus.BAD_REQUEST);
      draw(http, visitor, "Say who you are: it goes into the record.");
      return;
    }
    Optional<Tokens.Session> session =
        tokens.signIn(Optional.ofNullable(http.formParam("token")).orElse("").strip(), person);
    if (session.isEmpty()) {
      http.status(HttpStatus.UNAUTHORIZED);
      draw(http, visitor, "That is not the token that was printed at the first start.");
      return;
    }
    http.cookie(
        new Cookie(COOKIE, session.get().cookie(), "/", -1, secure, true, null, SameSite.STRICT));
    http.redirect("/", HttpStatus.SEE_OTHER);
  }

  public void signOut(Context http, Visitor visitor) {
    Optional.ofNullable(http.cookie(COOKIE)).ifPresent(tokens::signOut);
    http.removeCookie(COOKIE, "/");
    http.redirect("/", HttpStatus.SEE_OTHER);
  }

  private static void draw(Context http, Visitor visitor, String trouble) {
    Pages.draw(http, "signIn", Map.of("visitor", visitor, "trouble", trouble));
  }
}
