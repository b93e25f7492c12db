package dev.signalbox;

import dev.signalbox.adapter.oci.Location;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.flow.problem.Nearest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a server is told when it starts: flags first, then the environment, then what suits most.
/// All problems are told at once.
///
/// @param data where everything of ours is kept
/// @param work where commands and processes run; servers on one machine may share it
/// @param database empty takes a PostgreSQL of our own
/// @param token the token the server is to expect; empty makes one at the first start
/// @param external where people reach this server
/// @param registries the registries a flow may name, and a folder or a URL for each
/// @param registryLogins a file with logins, in the form of Docker's `config.json`
/// @param prometheus the Prometheus servers a flow may name
/// @param alertWebhook where alerts go beside the log
/// @param gitLogin for repositories over HTTP
/// @param poll how often repositories are looked at without being told
/// @param passOn names of variables that the team's commands see of the server's own environment
public record Settings(
    Path data,
    Path work,
    String bind,
    int port,
    Optional<ExternalDatabase> database,
    Optional<String> token,
    Optional<URI> external,
    Map<String, String> registries,
    Optional<Path> registryLogins,
    Map<String, URI> prometheus,
    Optional<Webhook> alertWebhook,
    Optional<Login> gitLogin,
    Duration poll,
    Set<String> passOn,
    int threads) {

  public record ExternalDatabase(String jdbcUrl, String user, String password) {}

  public record Webhook(URI url, String secret) {}

  public record Login(String user, String password) {}

  /// Every setting: the variable, and the flag without its dashes.
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("SIGNALBOX_DATA", "data");
    KNOWN.put("SIGNALBOX_WORK", "work");
    KNOWN.put("SIGNALBOX_BIND", "bind");
    KNOWN.put("SIGNALBOX_PORT", "port");
    KNOWN.put("SIGNALBOX_DATABASE_URL", "database-url");
    KNOWN.put("SIGNALBOX_TOKEN", "token");
    KNOWN.put("SIGNALBOX_EXTERNAL_URL", "external-url");
    KNOWN.put("SIGNALBOX_REGISTRIES", "registry");
    KNOWN.put("SIGNALBOX_REGISTRY_LOGINS", "registry-logins");
    KNOWN.put("SIGNALBOX_PROMETHEUS", "prometheus");
    KNOWN.put("SIGNALBOX_ALERT_WEBHOOK", "alert-webhook");
    KNOWN.put("SIGNALBOX_ALERT_WEBHOOK_SECRET", "alert-webhook-secret");
    KNOWN.put("SIGNALBOX_GIT_USER", "git-user");
    KNOWN.put("SIGNALBOX_GIT_PASSWORD", "git-password");
    KNOWN.put("SIGNALBOX_POLL", "poll");
    KNOWN.put("SIGNALBOX_PASS_ON", "pass-on");
    KNOWN.put("SIGNALBOX_THREADS", "threads");
  }

  /// Variables that are not the server's, and mean no mistake.
  private static final Set<String> OTHERS = Set.of("SIGNALBOX_URL", "SIGNALBOX_AS");

  private static final Set<String> ALWAYS_PASSED_ON =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

  /// @param flags by their names, without dashes; lists with commas
  public static Decision<Settings> read(
      Map<String, String> flags, Map<String, String> environment) {
    return new Reader(flags, environment).read();
  }

  /// Where things are kept when nobody says.
  static Path usualData(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/tmp");
    return "root".equals(System.getProperty("user.name"))
        ? Path.of("/var/lib/signalbox")
        : Path.of(environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share"), "signalbox");
  }

  /// Where programs of ours are unpacked, once for all servers of this person.
  static Path usualCache(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/tmp");
    return "root".equals(System.getProperty("user.name"))
        ? Path.of("/var/cache/signalbox")
        : Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"), "signalbox");
  }

  /// Whether only this machine can reach the server.
  public boolean onLoopback() {
    return bind.equals("127.0.0.1") || bind.equals("::1") || bind.equals("localhost");
  }

  private static final class Reader {

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final List<Reason> problems = new ArrayList<>();

    Reader(Map<String, String> flags, Map<String, String> environment) {
      this.flags = flags;
      this.environment = environment;
    }

    Decision<Settings> read() {
      unknown();
      Path data = text("SIGNALBOX_DATA").map(Path::of).orElseGet(() -> usualData(environment));
      var settings =
          new Settings(
              data.toAbsolutePath(),
              text("SIGNALBOX_WORK").map(Path::of).orElse(data.resolve("work")).toAbsolutePath(),
              text("SIGNALBOX_BIND").orElse("127.0.0.1"),
              number("SIGNALBOX_PORT", 0, 65_535, 8080),
              text("SIGNALBOX_DATABASE_URL").flatMap(this::database),
              text("SIGNALBOX_TOKEN"),
              text("SIGNALBOX_EXTERNAL_URL").flatMap(url -> uri("SIGNALBOX_EXTERNAL_URL", url)),
              pairs("SIGNALBOX_REGISTRIES", this::registry),
              text("SIGNALBOX_REGISTRY_LOGINS").map(Path::of).flatMap(this::logins),
              pairs("SIGNALBOX_PROMETHEUS", url -> uri("SIGNALBOX_PROMETHEUS", url)),
              webhook(),
              login(),
              duration("SIGNALBOX_POLL", Duration.ofSeconds(60)),
              passOn(),
              number("SIGNALBOX_THREADS", 1, 1_000, 32));
      if (!settings.onLoopback() && settings.token().isEmpty()) {
        problem(
            "SIGNALBOX_BIND",
            "binding to %s lets others reach the server, so it needs a token that you know: set SIGNALBOX_TOKEN or SIGNALBOX_TOKEN_FILE (a long random text)"
                .formatted(settings.bind()));
      }
      return problems.isEmpty()
          ? Decision.accept(settings)
          : Decision.refuse(new Refusal(problems));
    }

    /// A flag, else a variable, else the file that a variable with `_FILE` names.
    private Optional<String> text(String variable) {
      String flag = flags.get(KNOWN.get(variable));
      if (flag != null) {
        return Optional.of(flag);
      }
      String value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        return Optional.of(value.strip());
      }
      String file = environment.get(variable + "_FILE");
      if (file == null || file.isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(Path.of(file)).strip());
      } catch (IOException unreadable) {
        problem(variable + "_FILE", "%s can not be read".formatted(file));
        return Optional.empty();
      }
    }

    private void unknown() {
      var known = new TreeSet<>(KNOWN.keySet());
      for (String name : new TreeSet<>(environment.keySet())) {
        String plain = name.endsWith("_FILE") ? name.substring(0, name.length() - 5) : name;
        if (name.startsWith("SIGNALBOX_") && !known.contains(plain) && !OTHERS.contains(name)) {
          String instead =
              near(name, known)
                  .map("Did you mean %s?"::formatted)
                  .orElseGet(() -> "There are " + String.join(", ", known));
          problem(name, "there is no such setting. " + instead);
        }
      }
    }

    /// The variable that was probably meant, with `_FILE` or without.
    private static Optional<String> near(String written, Set<String> known) {
      List<String> words =
          known.stream()
              .flatMap(name -> Stream.of(name, name + "_FILE"))
              .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
              .toList();
      return Nearest.to(written, words)
          .map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private int number(String variable, int least, int most, int usual) {
      Optional<String> text = text(variable);
      if (text.isEmpty()) {
        return usual;
      }
      try {
        int value = Integer.parseInt(text.get());
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException notANumber) {
        // told below
      }
      problem(variable, "'%s' is not a number from %d to %d".formatted(text.get(), least, most));
      return usual;
    }

    private Duration duration(String variable, Duration usual) {
      Optional<String> text = text(variable);
      if (text.isEmpty()) {
        return usual;
      }
      try {
        Duration value = Duration.parse("PT" + text.get());
        if (value.isPositive()) {
          return value;
        }
      } catch (java.time.format.DateTimeParseException wrong) {
        // told below
      }
      problem(variable, "'%s' is not a duration such as 5s or 2m".formatted(text.get()));
      return usual;
    }

    private Optional<URI> uri(String variable, String text) {
      try {
        URI uri = new URI(text);
        if (uri.getHost() != null
            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
          return Optional.of(uri);
        }
      } catch (URISyntaxException wrong) {
        // told below
      }
      problem(variable, "'%s' is not an http or https URL".formatted(withoutSecrets(text)));
      return Optional.empty();
    }

    /// A folder, or the address of a registry.
    private Optional<String> registry(String where) {
      if (!where.startsWith("http:") && !where.startsWith("https:")) {
        return Optional.of(where);
      }
      try {
        new Location.Http(new URI(where), Optional.empty());
        return Optional.of(where);
      } catch (URISyntaxException | IllegalArgumentException wrong) {
        problem(
            "SIGNALBOX_REGISTRIES",
            "'%s' is not http or https, a host and perhaps a port; logins stand in the file of SIGNALBOX_REGISTRY_LOGINS"
                .formatted(withoutLogin(where)));
        return Optional.empty();
      }
    }

    private Optional<Path> logins(Path file) {
      try {
        RegistryLogins.read(file);
        return Optional.of(file);
      } catch (IllegalArgumentException unreadable) {
        problem(
            "SIGNALBOX_REGISTRY_LOGINS",
            String.valueOf(unreadable.getMessage()).replaceFirst("\\.$", ""));
        return Optional.empty();
      }
    }

    /// A URL as it may be shown: some hold their secret in the path.
    private static String withoutSecrets(String url) {
      return withoutLogin(url).replaceFirst("(?<=[^:/])/.+", "/...");
    }

    private static String withoutLogin(String url) {
      return url.replaceFirst("//[^/]*@", "//");
    }

    /// `name=value,name=value`.
    private <T> Map<String, T> pairs(String variable, Function<String, Optional<T>> read) {
      Map<String, T> pairs = new LinkedHashMap<>();
      for (String pair : text(variable).map(t -> t.split(",", -1)).orElse(new String[0])) {
        int equals = pair.indexOf('=');
        if (equals <= 0 || pair.substring(equals + 1).isBlank()) {
          problem(variable, "'%s' is not of the form NAME=VALUE".formatted(pair));
        } else {
          read.apply(pair.substring(equals + 1).strip())
              .ifPresent(value -> pairs.put(pair.substring(0, equals).strip(), value));
        }
      }
      return pairs;
    }

    /// `postgresql://user:password@host:port/database`, or the same as JDBC writes it.
    private Optional<ExternalDatabase> database(String text) {
      try {
        URI uri = new URI(text.replaceFirst("^jdbc:", ""));
        Map<String, String> query = query(uri);
        String[] login = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
        String user = query.getOrDefault("user", login[0]);
        String password = query.getOrDefault("password", login.length > 1 ? login[1] : "");
        if (uri.getScheme() != null
            && uri.getScheme().startsWith("postgres")
            && uri.getHost() != null
            && !user.isEmpty()) {
          query.remove("user");
          query.remove("password");
          String rest =
              query.isEmpty()
                  ? ""
                  : "?"
                      + String.join(
                          "&",
                          query.entrySet().stream()
                              .map(e -> e.getKey() + "=" + e.getValue())
                              .toList());
          return Optional.of(
              new ExternalDatabase(
                  "jdbc:postgresql://%s:%d%s%s"
                      .formatted(
                          uri.getHost(),
                          uri.getPort() < 0 ? 5432 : uri.getPort(),
                          uri.getPath(),
                          rest),
                  user,
                  password));
        }
      } catch (URISyntaxException wrong) {
        // told below, without the text: it may hold a password
      }
      problem(
          "SIGNALBOX_DATABASE_URL",
          "it is not of the form postgresql://user:password@host:port/database");
      return Optional.empty();
    }

    private static Map<String, String> query(URI uri) {
      Map<String, String> query = new LinkedHashMap<>();
      for (String pair : Optional.ofNullable(uri.getQuery()).orElse("").split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      return query;
    }

    private Optional<Webhook> webhook() {
      Optional<URI> url =
          text("SIGNALBOX_ALERT_WEBHOOK").flatMap(t -> uri("SIGNALBOX_ALERT_WEBHOOK", t));
      Optional<String> secret = text("SIGNALBOX_ALERT_WEBHOOK_SECRET");
      if (url.isPresent() && secret.isEmpty()) {
        problem(
            "SIGNALBOX_ALERT_WEBHOOK_SECRET",
            "alerts are signed, so the webhook needs a secret (whsec_ and base64)");
      }
      if (secret.isPresent() && !secret.get().matches("whsec_[A-Za-z0-9+/]{32,86}={0,2}")) {
        problem("SIGNALBOX_ALERT_WEBHOOK_SECRET", "it is not whsec_ and base64 of 24 to 64 bytes");
      }
      return url.flatMap(u -> secret.map(s -> new Webhook(u, s)));
    }

    private Optional<Login> login() {
      return text("SIGNALBOX_GIT_USER")
          .map(user -> new Login(user, text("SIGNALBOX_GIT_PASSWORD").orElse("")));
    }

    private Set<String> passOn() {
      var names = new TreeSet<>(ALWAYS_PASSED_ON);
      text("SIGNALBOX_PASS_ON")
          .ifPresent(
              list -> Arrays.stream(list.split(",", -1)).map(String::strip).forEach(names::add));
      return names;
    }

    private void problem(String variable, String sentence) {
      problems.add(
          Reason.of(
              "bad-setting",
              "%s (--%s): %s."
                  .formatted(variable, KNOWN.getOrDefault(variable, "?"), sentence)
                  .replace(" (--?)", "")
                  .replaceFirst("\\?\\.$", "?"),
              "whoever starts the server"));
    }
  }
}
