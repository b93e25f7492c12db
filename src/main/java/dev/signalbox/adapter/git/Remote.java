package dev.signalbox.adapter.git;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// The far side: where a service's repository lives and how we sign in there.
public final class Remote {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern SCHEME = Pattern.compile("[^/]+:.*", Pattern.DOTALL);
  private static final String FORMS =
      "Give a path, or a URL such as https://git.example.org/team/shop.git.";

  private final String address;
  private final URIish uri;
  private final Optional<Login> login;
  private final Duration patience;

  static {
    IsolatedSystem.install();
  }

  private Remote(String address, URIish uri, Optional<Login> login, Duration patience) {
    this.address = address;
    this.uri = uri;
    this.login = login;
    this.patience = patience;
  }

  /// A repository that asks nobody who they are. In a folder of this machine we read and write it
  /// ourselves, so its hooks do not run for our tags.
  ///
  /// @param address a path, or an `https:`, `http:` or `file:` URL
  /// @throws IllegalArgumentException if it is none of these, or has a user name or password in it
  public static Remote at(String address) {
    return new Remote(address, uri(address), Optional.empty(), PATIENCE);
  }

  /// A repository that wants a user name and a password.
  ///
  /// @param address an `https:` or `http:` URL
  /// @param password or token; never shown
  /// @throws IllegalArgumentException as [#at(String)]
  public static Remote at(String address, String user, String password) {
    URIish uri = uri(address);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "%s is a folder and asks for no password. User names and passwords are for http(s) URLs."
              .formatted(Quoted.of(address)));
    }
    return new Remote(address, uri, Optional.of(new Login(uri, user, password)), PATIENCE);
  }

  /// The same far side, given up on when it is silent for so long.
  Remote patientFor(Duration silence) {
    return new Remote(address, uri, login, silence);
  }

  Duration patience() {
    return patience;
  }

  boolean signsIn() {
    return login.isPresent();
  }

  /// A way to it on behalf of our copy.
  Transport connect(Repository mirror) throws IOException {
    return prepared(Transport.open(mirror, uri));
  }

  /// A tag as the far side has it.
  ///
  /// @param object the annotated tag, or the commit itself
  record Tag(ObjectId object, ObjectId commit) {}

  /// Where a branch and a tag stand there just now.
  ///
  /// @param branch empty if there is none, or none was asked for
  /// @param tag empty if the name is free
  record Standing(Optional<ObjectId> branch, Optional<Tag> tag) {}

  /// What it has under a tag's name just now.
  Optional<Tag> tag(String name) {
    return ask(List.of(Constants.R_TAGS + name)).getFirst();
  }

  /// Where a branch stands there just now.
  Optional<ObjectId> branch(String name) {
    return ask(List.of(Constants.R_HEADS + name)).getFirst().map(Tag::object);
  }

  /// What it has under a branch's and a tag's name, at one moment.
  Standing standing(String branch, String tag) {
    List<Optional<Tag>> both = ask(List.of(Constants.R_HEADS + branch, Constants.R_TAGS + tag));
    return new Standing(both.getFirst().map(Tag::object), both.getLast());
  }

  private List<Optional<Tag>> ask(List<String> names) {
    try (Transport transport = prepared(Transport.open(uri));
        FetchConnection far = transport.openFetch(List.of(), names.toArray(String[]::new))) {
      return names.stream().map(name -> found(far.getRef(name))).toList();
    } catch (IOException | RuntimeException trouble) {
      throw Trouble.reaching(this, trouble);
    }
  }

  private static Optional<Tag> found(@Nullable Ref ref) {
    if (ref == null || ref.getObjectId() == null) {
      return Optional.empty();
    }
    ObjectId object = ref.getObjectId();
    return Optional.of(
        new Tag(object, Objects.requireNonNullElse(ref.getPeeledObjectId(), object)));
  }

  private Transport prepared(Transport transport) {
    transport.setTimeout(Math.toIntExact(patience.toSeconds()));
    login.ifPresent(transport::setCredentialsProvider);
    return transport;
  }

  /// The address, which never has a password in it.
  @Override
  public String toString() {
    return Quoted.plain(address);
  }

  private static URIish uri(String address) {
    if (address.isBlank()) {
      throw new IllegalArgumentException("The repository has no address. " + FORMS);
    }
    if (!SCHEME.matcher(address).matches()) {
      return folder(() -> Path.of(address));
    }
    URI url = url(address);
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "file" -> folder(() -> Path.of(url));
      case "http", "https" -> http(url);
      default ->
          throw new IllegalArgumentException(
              "Repositories of the kind '%s:' are not supported. ".formatted(url.getScheme())
                  + FORMS);
    };
  }

  /// Repeats nothing of a text it refuses: there may be a password in it.
  private static URI url(String address) {
    URI url;
    try {
      url = new URI(address);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "The repository's address is neither a path nor a URL; SSH is not supported. " + FORMS);
    }
    if (url.getScheme() == null) {
      throw new IllegalArgumentException("The repository's address has no scheme. " + FORMS);
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException(
          "The repository's address has a user name or a password in it, where logs and pages would"
              + " show it. Give them in settings of their own and the address without them.");
    }
    return url;
  }

  private static URIish http(URI url) {
    if (url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The repository's address needs a host and a path, and nothing else. " + FORMS);
    }
    try {
      return new URIish()
          .setScheme(url.getScheme().toLowerCase(Locale.ROOT))
          .setHost(url.getHost())
          .setPort(url.getPort())
          .setRawPath(url.getRawPath());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a URL that is none. Indicates a bug.", impossible);
    }
  }

  private static URIish folder(Supplier<Path> path) {
    try {
      return new URIish().setPath(path.get().toAbsolutePath().normalize().toString());
    } catch (InvalidPathException unwritable) {
      throw new IllegalArgumentException(
          "The repository's address cannot be a path on this machine. " + FORMS, unwritable);
    } catch (IllegalArgumentException elsewhere) {
      throw new IllegalArgumentException(
          "A file: URL names a folder of this machine, such as file:///srv/git/shop.git.",
          elsewhere);
    }
  }
}
