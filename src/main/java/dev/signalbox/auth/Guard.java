package dev.signalbox.auth;

import dev.signalbox.auth.Tokens.Session;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Inert;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.audit.Actor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Stands before every request, whatever it is for, and lets nothing through that it does not know
/// to be fine: a look by whoever may look, a write by whoever has shown the token.
public final class Guard {

  private static final Pattern ODD_PATH =
      Pattern.compile("(?i)[;\\\\\\x00-\\x20\\x7f]|%(2f|5c|2e|00|25|3b)|//|(^|/)\\.{1,2}(/|$)");
  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> PROBES = Set.of("/livez", "/readyz");
  private static final Set<String> OURSELVES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Tokens tokens;
  private final boolean looksAreFree;
  private final Set<String> hosts;

  /// @param looksAreFree whether anybody who reaches the server may look: on loopback only
  /// @param external where people reach this server, if not on this machine
  public Guard(Tokens tokens, boolean looksAreFree, Optional<URI> external) {
    this.tokens = tokens;
    this.looksAreFree = looksAreFree;
    this.hosts = external.map(uri -> Set.of(uri.getHost())).orElse(Set.of());
  }

  /// What the guard looks at.
  ///
  /// @param path as it came, not decoded
  /// @param authorization the header of that name
  /// @param as who the caller says they are
  /// @param csrf what the page sent along to show that it is ours
  public record Visit(
      String method,
      String path,
      Optional<String> host,
      Optional<String> authorization,
      Optional<String> as,
      Optional<String> cookie,
      Optional<String> csrf,
      Optional<String> fetchSite,
      Optional<String> origin) {}

  /// @param session the browser's, if it has one
  public record Admitted(Actor actor, boolean mayWrite, Optional<Session> session) {}

  public Decision<Admitted> admit(Visit visit) {
    if (ODD_PATH.matcher(visit.path()).find()) {
      return Decision.refuse("odd-path", "This path is not one of ours.", "nobody");
    }
    Admitted visitor = visitor(visit);
    if (!knownHost(visit.host().orElse("")) && !needsNoName(visit, visitor)) {
      return Decision.refuse(
          "odd-host",
          "This server is not called '%s'.".formatted(Inert.line(visit.host().orElse(""))),
          "an administrator: start the server with --external-url");
    }
    boolean looking = LOOKING.contains(visit.method());
    if (looking) {
      return looksAreFree || visitor.mayWrite() || open(visit)
          ? Decision.accept(visitor)
          : Decision.refuse(unknown());
    }
    if (open(visit)) {
      return Decision.accept(visitor);
    }
    if (!visitor.mayWrite()) {
      return Decision.refuse(unknown());
    }
    return visitor.session().isEmpty() || ours(visit, visitor.session().get())
        ? Decision.accept(visitor)
        : Decision.refuse(
            "not-our-page",
            "This did not come from a page of ours.",
            "you: load the page again and press once more");
  }

  /// What shows its own proof, or needs none: deliveries sign themselves, signing in brings the
  /// token, and a machine that asks whether we live learns nothing else.
  private static boolean open(Visit visit) {
    String path = visit.path();
    return path.startsWith("/webhooks/")
        || path.equals("/sign-in")
        || path.startsWith("/assets/")
        || PROBES.contains(path);
  }

  /// Names matter where a browser might be led here by a page elsewhere. Whoever shows the token is
  /// led by nobody, and a machine that asks whether we live often knows us by a number.
  private static boolean needsNoName(Visit visit, Admitted visitor) {
    return PROBES.contains(visit.path()) || (visitor.mayWrite() && visitor.session().isEmpty());
  }

  private Admitted visitor(Visit visit) {
    Optional<String> bearer =
        visit
            .authorization()
            .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(header -> header.substring(7).strip());
    if (bearer.isPresent()) {
      String name = visit.as().map(Guard::name).filter(n -> !n.isEmpty()).orElse("token");
      return new Admitted(Actor.unproven(name), tokens.mayWrite(bearer.get()), Optional.empty());
    }
    Optional<Session> session = visit.cookie().flatMap(tokens::session);
    return session
        .map(s -> new Admitted(Actor.unproven(s.person()), true, session))
        .orElseGet(() -> new Admitted(Actor.unproven("anybody"), false, Optional.empty()));
  }

  private static String name(String said) {
    String line = Inert.line(said).strip();
    return line.length() > 80 ? line.substring(0, 80) : line;
  }

  /// A write by cookie comes from our own page: the browser says so, and the page knows its secret.
  private boolean ours(Visit visit, Session session) {
    boolean sameSite = visit.fetchSite().map("same-origin"::equals).orElse(true);
    boolean sameOrigin = visit.origin().map(origin -> isOurs(origin, visit)).orElse(true);
    return sameSite
        && sameOrigin
        && MessageDigest.isEqual(
            session.csrf().getBytes(StandardCharsets.UTF_8),
            visit.csrf().orElse("").getBytes(StandardCharsets.UTF_8));
  }

  /// The origin is the address that was asked, or the one people are told.
  private boolean isOurs(String origin, Visit visit) {
    String place = origin.replaceFirst("^https?://", "");
    return visit.host().filter(place::equals).isPresent()
        || hosts.contains(place.replaceFirst(":[0-9]{1,5}$", ""));
  }

  /// A page elsewhere that makes its own name lead to this machine is not us.
  private boolean knownHost(String header) {
    String name = header.replaceFirst(":[0-9]{1,5}$", "");
    return OURSELVES.contains(name) || hosts.contains(name) || (!looksAreFree && hosts.isEmpty());
  }

  private static Refusal unknown() {
    return Refusal.because(
        "no-token",
        "This needs the token that was printed when the server started for the first time.",
        "whoever has it: SIGNALBOX_TOKEN for the command line, /sign-in for the browser");
  }
}
