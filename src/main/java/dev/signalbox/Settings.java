package dev.signalbox;

import dev.signalbox.adapter.git.SigningKey;
import dev.signalbox.adapter.haproxy.RuntimeSocket;
import dev.signalbox.adapter.oci.Location;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a server is told when it starts: flags first, then the environment, then what suits most.
/// All problems are told at once.
///
/// @param data where everything of ours is kept
/// @param work where commands and processes run; servers on one machine may share it
/// @param database empty takes a PostgreSQL of our own
/// @param token the token the server is to expect; empty makes one at the first start
/// @param external where people reach this server
/// @param registries the registries a flow may name beside `embedded`
/// @param prometheus the Prometheus servers a flow may name
/// @param jsonMetrics the servers that tell counts in JSON, and that a flow may name
/// @param haproxy the runtime sockets of the HAProxies a flow may name
/// @param alertWebhook where alerts go beside the log
/// @param gitLogin for repositories over HTTP
/// @param tagSigningKey an SSH key that signs tags and release commits
/// @param poll how often repositories are looked at without being told
/// @param passOn names of variables that the team's commands see of the server's own environment
/// @param threads how many things may be at work at once
public record Settings(
    Path data,
    Path work,
    String bind,
    int port,
    Optional<DatabaseUrl> database,
    Optional<Secret> token,
    Optional<URI> external,
    Map<String, Location> registries,
    Map<String, URI> prometheus,
    Map<String, JsonMetrics> jsonMetrics,
    Map<String, SocketAddress> haproxy,
    Optional<Webhook> alertWebhook,
    Optional<Login> gitLogin,
    Optional<Secret> tagSigningKey,
    Duration poll,
    Set<String> passOn,
    int threads) {

  record Webhook(URI url, Secret secret) {}

  /// @param token what it wants to be shown; empty if anybody may ask
  record JsonMetrics(URI url, Optional<Secret> token) {}

  record Login(String user, Secret password) {}

  private static final Pattern SIGNING_SECRET = Pattern.compile("whsec_[A-Za-z0-9+/]{32,86}={0,2}");

  private static final Pattern BEARER = Pattern.compile("[!-+\\--~]+");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  private static final Set<String> ALWAYS_PASSED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

  /// @param flags by their names, without dashes; lists with commas
  public static Decision<Settings> read(
      Map<String, String> flags, Map<String, String> environment) {
    var given = new GivenSettings(flags, environment);
    Path data = given.path(Setting.DATA).orElseGet(() -> usualData(environment));
    var settings =
        new Settings(
            data,
            given.path(Setting.WORK).orElse(data.resolve("work")),
            given.text(Setting.BIND).orElse("127.0.0.1"),
            given.number(Setting.PORT, 0, 65_535, 8080),
            database(given),
            given.secret(Setting.TOKEN),
            given.url(Setting.EXTERNAL_URL),
            registries(given),
            given.pairs(Setting.PROMETHEUS, pair -> given.url(Setting.PROMETHEUS, pair.getValue())),
            jsonMetrics(given),
            given.pairs(Setting.HAPROXY, pair -> haproxy(given, pair.getValue())),
            webhook(given),
            gitLogin(given),
            tagSigningKey(given),
            given.duration(Setting.POLL, Duration.ofSeconds(60)),
            passOn(given),
            given.number(Setting.THREADS, 1, 1_000, 32));
    if (!settings.onLoopback() && settings.token().isEmpty()) {
      given.problem(
          Setting.BIND,
          "%s lets others reach the server, so it needs a token that you know: set SIGNALBOX_TOKEN or SIGNALBOX_TOKEN_FILE (a long random text)"
              .formatted(settings.bind()));
    }
    return given.problems().isEmpty()
        ? Decision.accept(settings)
        : Decision.refuse(new Refusal(given.problems()));
  }

  /// Whether only this machine can reach the server.
  public boolean onLoopback() {
    return LOOPBACK.contains(bind);
  }

  /// Where things are kept when nobody says.
  static Path usualData(Map<String, String> environment) {
    return isRoot()
        ? Path.of("/var/lib/signalbox")
        : folderOf(environment, "XDG_DATA_HOME", ".local/share");
  }

  /// Where programs of ours are unpacked, once for all servers of this person.
  static Path usualCache(Map<String, String> environment) {
    return isRoot()
        ? Path.of("/var/cache/signalbox")
        : folderOf(environment, "XDG_CACHE_HOME", ".cache");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path folderOf(Map<String, String> environment, String variable, String usual) {
    String given = environment.get(variable);
    Path base =
        given == null || given.isBlank()
            ? Path.of(environment.getOrDefault("HOME", "/tmp"), usual)
            : Path.of(given);
    return base.resolve("signalbox").toAbsolutePath();
  }

  private static Optional<DatabaseUrl> database(GivenSettings given) {
    Optional<String> text = given.text(Setting.DATABASE_URL);
    Optional<DatabaseUrl> url = text.flatMap(DatabaseUrl::read);
    if (text.isPresent() && url.isEmpty()) {
      given.problem(
          Setting.DATABASE_URL,
          "it is not of the form postgresql://user:password@host:port/database");
    }
    return url;
  }

  private static Map<String, Location> registries(GivenSettings given) {
    Map<String, Login> logins = logins(given);
    return given.pairs(
        Setting.REGISTRIES,
        pair -> registry(given, pair.getValue(), Optional.ofNullable(logins.get(pair.getKey()))));
  }

  private static Optional<Location> registry(
      GivenSettings given, String where, Optional<Login> login) {
    try {
      return Optional.of(
          where.startsWith("http:") || where.startsWith("https:")
              ? new Location.Http(new URI(where), login.map(Settings::credentials))
              : new Location.Folder(Path.of(where).toAbsolutePath()));
    } catch (URISyntaxException | IllegalArgumentException wrong) {
      given.problem(
          Setting.REGISTRIES,
          "'%s' is not http or https, a host and perhaps a port; logins stand in the file of SIGNALBOX_REGISTRY_LOGINS"
              .formatted(GivenSettings.withoutLogin(where)));
      return Optional.empty();
    }
  }

  private static Map<String, JsonMetrics> jsonMetrics(GivenSettings given) {
    Map<String, Secret> tokens =
        given.pairs(Setting.JSON_METRICS_TOKENS, pair -> bearer(given, pair.getValue()));
    Map<String, JsonMetrics> servers =
        given.pairs(
            Setting.JSON_METRICS,
            pair ->
                given
                    .url(Setting.JSON_METRICS, pair.getValue())
                    .map(url ->
                        new JsonMetrics(url, Optional.ofNullable(tokens.get(pair.getKey())))));
    tokens.keySet().stream()
        .filter(name -> !servers.containsKey(name))
        .forEach(name ->
            given.problem(
                Setting.JSON_METRICS_TOKENS,
                "there is a token for '%s', which SIGNALBOX_JSON_METRICS does not name"
                    .formatted(name)));
    return servers;
  }

  private static Optional<Secret> bearer(GivenSettings given, String token) {
    if (BEARER.matcher(token).matches()) {
      return Optional.of(new Secret(token));
    }
    given.problem(
        Setting.JSON_METRICS_TOKENS, "a token has visible ASCII characters only, and no comma");
    return Optional.empty();
  }

  private static Optional<SocketAddress> haproxy(GivenSettings given, String where) {
    Optional<SocketAddress> address = RuntimeSocket.address(where);
    if (address.isEmpty()) {
      given.problem(
          Setting.HAPROXY,
          "'%s' is neither the path of a runtime socket nor HOST:PORT".formatted(where));
    }
    return address;
  }

  private static Location.Credentials credentials(Login login) {
    return new Location.Credentials(login.user(), login.password().value());
  }

  private static Map<String, Login> logins(GivenSettings given) {
    try {
      return given.path(Setting.REGISTRY_LOGINS).map(RegistryLogins::read).orElse(Map.of());
    } catch (IllegalArgumentException unreadable) {
      given.problem(Setting.REGISTRY_LOGINS, String.valueOf(unreadable.getMessage()));
      return Map.of();
    }
  }

  private static Optional<Webhook> webhook(GivenSettings given) {
    Optional<URI> url = given.url(Setting.ALERT_WEBHOOK);
    Optional<Secret> secret = given.secret(Setting.ALERT_WEBHOOK_SECRET);
    if (url.isPresent() && secret.isEmpty()) {
      given.problem(
          Setting.ALERT_WEBHOOK_SECRET,
          "alerts are signed, so the webhook needs a secret (whsec_ and base64)");
    }
    if (secret.isPresent() && !SIGNING_SECRET.matcher(secret.get().value()).matches()) {
      given.problem(Setting.ALERT_WEBHOOK_SECRET, "it is not whsec_ and base64 of 24 to 64 bytes");
    }
    return url.flatMap(there -> secret.map(it -> new Webhook(there, it)));
  }

  private static Optional<Login> gitLogin(GivenSettings given) {
    Secret password = given.secret(Setting.GIT_PASSWORD).orElse(new Secret(""));
    return given.text(Setting.GIT_USER).map(user -> new Login(user, password));
  }

  private static Optional<Secret> tagSigningKey(GivenSettings given) {
    Optional<Secret> key = given.secret(Setting.TAG_SIGNING_KEY);
    try {
      key.map(Secret::value).ifPresent(SigningKey::read);
      return key;
    } catch (IllegalArgumentException unusable) {
      given.problem(Setting.TAG_SIGNING_KEY, String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  private static Set<String> passOn(GivenSettings given) {
    var names = new TreeSet<>(ALWAYS_PASSED_ON);
    names.addAll(given.list(Setting.PASS_ON));
    return names;
  }
}
