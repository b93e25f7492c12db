package dev.signalbox.adapter.oci;

import static dev.signalbox.adapter.oci.RegistryTwin.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.fixture.DockerRegistry;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// How we tell a registry who we are, and whom we never tell.
@Timeout(60)
class SigningInTest {

  @RegisterExtension static final DockerRegistry CLOSED = DockerRegistry.startWithPassword();

  private static final ImageName IMAGE = new ImageName("registry.example", "shop/storefront");
  private static final ImageName SISTER = new ImageName("registry.example", "shop/archive");
  private static final Location.Credentials ACCOUNT =
      new Location.Credentials("signalbox", "hünter:2");
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("signalbox:hünter:2".getBytes(StandardCharsets.UTF_8));

  @TempDir Path temp;
  private final RegistryTwin registry = new RegistryTwin();
  private final RegistryTwin tokens = new RegistryTwin();
  private final RegistryTwin storage = new RegistryTwin();
  private final AtomicInteger issued = new AtomicInteger();

  /// The tokens that are good, and what for.
  private final Map<String, String> good = new ConcurrentHashMap<>();

  @AfterEach
  void close() {
    registry.close();
    tokens.close();
    storage.close();
  }

  @Test
  void a_token_is_fetched_where_the_challenge_says() throws IOException {
    registry.follow(this::wantsToken);
    tokens.follow(this::givesToken);
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      Digest digest = published(registries);
      registries.tag(IMAGE, digest, "1.0.0");
      assertThat(registries.resolve(IMAGE, "1.0.0")).contains(digest);
    }
    assertThat(tokens.asked)
        .extracting(RegistryTwin.Asked::query)
        .containsExactly(
            "service=the registry&scope=repository:shop/storefront:pull",
            "service=the registry&scope=repository:shop/storefront:pull,push");
    assertThat(tokens.asked).allMatch(a -> a.authorization().equals(Optional.of(BASIC)));
    assertThat(registry.asked)
        .noneMatch(a -> a.authorization().orElse("").startsWith("Basic"))
        .anyMatch(a -> a.authorization().isPresent());
  }

  @Test
  void a_token_that_is_no_longer_taken_is_renewed() throws IOException {
    registry.follow(this::wantsToken);
    tokens.follow(this::givesToken);
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      Digest digest = published(registries);
      good.clear();
      assertThat(registries.has(IMAGE, digest)).isTrue();
      good.clear();
      registries.tag(IMAGE, digest, "1.0.0");
    }
    assertThat(issued).hasValue(5);
  }

  @Test
  void a_token_without_an_account_is_asked_for_by_nobody() throws IOException {
    registry.follow(this::wantsToken);
    tokens.follow(this::givesToken);
    try (OciRegistries registries = registries(registry.uri(), Optional.empty())) {
      published(registries);
    }
    assertThat(tokens.asked).isNotEmpty().allMatch(a -> a.authorization().isEmpty());
  }

  @Test
  void a_token_for_two_repositories_takes_a_blob_over() throws IOException {
    registry.follow(this::wantsToken);
    tokens.follow(this::givesToken);
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      Digest digest = published(registries);
      storage.blobs.putAll(registry.blobs);
      registry.blobs.clear();
      registry.follow(exchange -> {
        boolean mount = exchange.getRequestURI().toString().contains("?mount=");
        if (!wantsToken(exchange) && mount) {
          answer(exchange, 201, "");
        }
        return exchange.getResponseCode() > 0;
      });
      registries.copy(IMAGE, SISTER, digest);
    }
    assertThat(tokens.asked)
        .extracting(RegistryTwin.Asked::query)
        .contains(
            "service=the registry&scope=repository:shop/archive:pull,push&scope=repository:shop/storefront:pull");
  }

  @Test
  void a_token_service_that_refuses_is_named_without_a_secret() {
    registry.follow(this::wantsToken);
    tokens.follow(exchange -> {
      answer(exchange, 401, "{\"errors\":[{\"message\":\"hünter:2 is wrong\"}]}");
      return true;
    });
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      assertThatThrownBy(() -> registries.resolve(IMAGE, "latest"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining(
              "registry.example did not accept our account when it should let its token service give us a token (401)")
          .hasMessageNotContaining("nter");
    }
  }

  @Test
  void a_token_that_is_no_token_is_not_sent() {
    registry.follow(this::wantsToken);
    tokens.follow(exchange -> {
      answer(exchange, 200, "{\"token\":\"a\\r\\nHost: evil\"}");
      return true;
    });
    try (OciRegistries registries = registries(registry.uri(), Optional.empty())) {
      assertThatThrownBy(() -> registries.resolve(IMAGE, "latest"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("answered without a token");
    }
    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void a_challenge_that_nobody_understands_is_a_sentence() {
    registry.follow(exchange -> {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Negotiate");
      answer(exchange, 401, "");
      return true;
    });
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      assertThatThrownBy(() -> registries.resolve(IMAGE, "latest"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("wants to know who we are and does not say how");
    }
  }

  @Test
  void whoever_keeps_the_blobs_never_sees_our_account() throws IOException {
    registry.follow(this::wantsPassword);
    try (OciRegistries registries = registries(registry.uri(), Optional.of(ACCOUNT))) {
      Digest digest = published(registries);
      storage.blobs.putAll(registry.blobs);
      registry.follow(exchange -> {
        String path = exchange.getRequestURI().getPath();
        if (wantsPassword(exchange)) {
          return true;
        }
        if (exchange.getRequestMethod().equals("POST") || path.contains("/blobs/sha256")) {
          exchange.getResponseHeaders().set("Location", storage.uri() + path);
          answer(exchange, exchange.getRequestMethod().equals("POST") ? 202 : 307, "");
          return true;
        }
        return false;
      });
      registries.unpack(IMAGE, digest, temp.resolve("out"));
      assertThat(temp.resolve("out/a.txt")).hasContent("one");
      storage.blobs.clear();
      published(registries);
    }
    assertThat(storage.requests()).anyMatch(r -> r.startsWith("PUT"));
    assertThat(storage.asked).allMatch(a -> a.authorization().isEmpty());
    assertThat(registry.asked).anyMatch(a -> a.authorization().equals(Optional.of(BASIC)));
  }

  @Test
  void a_real_registry_takes_our_password() throws IOException {
    var account = new Location.Credentials(DockerRegistry.USER, DockerRegistry.PASSWORD);
    try (OciRegistries registries = registries(CLOSED.uri(), Optional.of(account))) {
      Digest digest = published(registries);
      registries.tag(IMAGE, digest, "1.0.0");
      assertThat(registries.resolve(IMAGE, "1.0.0")).contains(digest);
    }
  }

  @Test
  void a_wrong_password_is_a_sentence_without_it() {
    var account = new Location.Credentials(DockerRegistry.USER, "day-sleeper");
    try (OciRegistries registries = registries(CLOSED.uri(), Optional.of(account))) {
      assertThatThrownBy(() -> published(registries))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("registry.example did not accept our account")
          .hasMessageNotContaining("day-sleeper");
    }
    assertThat(account.toString()).doesNotContain("day-sleeper");
    try (OciRegistries registries = registries(CLOSED.uri(), Optional.empty())) {
      assertThatThrownBy(() -> published(registries))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("wants a user name and a password");
    }
  }

  /// Challenges whoever comes without a token that is good for what they want.
  private boolean wantsToken(HttpExchange exchange) throws IOException {
    String repository =
        exchange.getRequestURI().getPath().replaceFirst("/v2/(shop/[a-z]+)/.*", "$1");
    boolean reading =
        exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
    String scope = "repository:" + repository + (reading ? ":pull" : ":pull,push");
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    if (query.contains("from=")) {
      scope += " repository:" + query.replaceFirst(".*from=", "") + ":pull";
    }
    String shown =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (scope.equals(good.get(shown))) {
      return false;
    }
    exchange
        .getResponseHeaders()
        .set(
            "WWW-Authenticate",
            "Bearer realm=\"%s/token\",service=\"the registry\",scope=\"%s\""
                .formatted(tokens.uri(), scope));
    answer(exchange, 401, "");
    return true;
  }

  private boolean givesToken(HttpExchange exchange) throws IOException {
    String token = "t0ken-" + issued.incrementAndGet();
    String scopes =
        exchange
            .getRequestURI()
            .getQuery()
            .replaceFirst("[^&]*&scope=", "")
            .replace("&scope=", " ");
    good.put("Bearer " + token, scopes);
    answer(exchange, 200, "{\"token\":\"" + token + "\"}");
    return true;
  }

  private boolean wantsPassword(HttpExchange exchange) throws IOException {
    if (BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return false;
    }
    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"registry\"");
    answer(exchange, 401, "");
    return true;
  }

  private Digest published(OciRegistries registries) throws IOException {
    Path file = Files.writeString(temp.resolve("a.txt"), "one");
    return registries.publish(IMAGE, new Content.Files(file, Map.of()));
  }

  private OciRegistries registries(URI uri, Optional<Location.Credentials> account) {
    return new OciRegistries(
        new OciSettings(
            Map.of(IMAGE.registry(), new Location.Http(uri, account)), temp.resolve("scratch")));
  }
}
