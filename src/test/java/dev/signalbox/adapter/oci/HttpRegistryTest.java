package dev.signalbox.adapter.oci;

import static dev.signalbox.adapter.oci.RegistryTwin.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can go wrong with a registry far away, and what we say about it.
@Timeout(60)
class HttpRegistryTest {

  private static final ImageName IMAGE = new ImageName("registry.example", "shop/storefront");
  private static final ImageName SISTER = new ImageName("registry.example", "shop/archive");

  @TempDir Path temp;
  private final RegistryTwin twin = new RegistryTwin();
  private final RegistryTwin elsewhere = new RegistryTwin();
  private OciRegistries registries;

  @BeforeEach
  void open() {
    registries = registries(twin.uri(), Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    registries.close();
    twin.close();
    elsewhere.close();
  }

  @Test
  void what_is_there_already_is_not_sent_again() throws IOException {
    Digest digest = published("one");
    assertThat(twin.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(2);
    assertThat(published("one")).isEqualTo(digest);
    assertThat(twin.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_registry_in_trouble_is_named_in_a_sentence(int status) throws IOException {
    twin.follow(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "17");
      answer(
          exchange,
          status,
          "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"the password is hunter2\"}]}");
      return true;
    });
    assertThatThrownBy(() -> published("one"))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("registry.example ")
        .hasMessageContaining("(" + status)
        .hasMessageContaining("It asks for a pause of 17 s. Try again later.")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_registry_that_is_down_is_named_with_its_address() {
    twin.close();
    assertThatThrownBy(() -> registries.resolve(IMAGE, "latest"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("registry.example could not be reached at " + twin.uri());
  }

  @Test
  void a_registry_that_says_nothing_is_given_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    twin.follow(exchange -> silence(over));
    try (OciRegistries impatient = registries(twin.uri(), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> impatient.resolve(IMAGE, "latest"))
          .isInstanceOf(PortException.class)
          .hasMessageContaining(
              "registry.example did not say what the tag latest leads to in time");
    } finally {
      over.countDown();
    }
  }

  @Test
  void a_registry_that_falls_silent_in_a_blob_is_given_up() throws Exception {
    Digest digest = published("one");
    CountDownLatch over = new CountDownLatch(1);
    twin.follow(exchange -> {
      String path = exchange.getRequestURI().getPath();
      if (!path.contains("/blobs/")) {
        return false;
      }
      byte[] blob = twin.blobs.getOrDefault(path.replaceFirst(".*/", ""), new byte[0]);
      exchange.sendResponseHeaders(200, blob.length);
      exchange.getResponseBody().write(blob, 0, blob.length / 2);
      exchange.getResponseBody().flush();
      return silence(over);
    });
    Path out = temp.resolve("out");
    try (OciRegistries impatient = registries(twin.uri(), Duration.ofMillis(300))) {
      assertThatThrownBy(() -> impatient.unpack(IMAGE, digest, out))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("the body did not come in time");
    } finally {
      over.countDown();
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void a_copy_blames_the_registry_that_fails() throws IOException {
    Digest digest = published("one");
    twin.follow(exchange -> {
      String path = exchange.getRequestURI().getPath();
      if (path.contains("/blobs/") && exchange.getRequestMethod().equals("GET")) {
        byte[] blob = twin.blobs.getOrDefault(path.replaceFirst(".*/", ""), new byte[0]);
        exchange.sendResponseHeaders(200, blob.length);
        exchange.getResponseBody().write(blob, 0, blob.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
        return true;
      }
      return false;
    });
    Location source = new Location.Http(twin.uri(), Optional.empty());
    Location target = new Location.Http(elsewhere.uri(), Optional.empty());
    ImageName to = new ImageName("target.example", "storefront");
    try (OciRegistries both =
        new OciRegistries(
            new OciSettings(
                Map.of(IMAGE.registry(), source, to.registry(), target), temp.resolve("s")))) {
      assertThatThrownBy(() -> both.copy(IMAGE, to, digest))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("could not be read from " + IMAGE + " to its end");
    }
    assertThat(elsewhere.blobs).isEmpty();
    assertThat(elsewhere.manifests).isEmpty();
  }

  @Test
  void an_upload_that_breaks_can_be_repeated() throws IOException {
    AtomicInteger uploads = new AtomicInteger();
    twin.follow(exchange -> {
      if (exchange.getRequestMethod().equals("PUT") && uploads.incrementAndGet() == 1) {
        exchange.getRequestBody().readNBytes(1);
        exchange.close();
        return true;
      }
      return false;
    });
    assertThatThrownBy(() -> published("one"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("The connection to registry.example broke");
    assertThat(twin.manifests).isEmpty();
    assertThat(registries.has(IMAGE, published("one"))).isTrue();
  }

  @Test
  void a_registry_that_lies_about_a_digest_is_not_trusted() throws IOException {
    Digest digest = published("one");
    twin.follow(exchange -> {
      if (exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Docker-Content-Digest", Digest.of(new byte[0]).text());
      }
      return false;
    });
    assertThatThrownBy(() -> registries.tag(IMAGE, digest, "1.0.0"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("Do not trust it");
  }

  @Test
  void a_registry_that_gives_another_manifest_is_not_trusted() throws IOException {
    Digest digest = published("one");
    byte[] other = twin.manifests.get(published("two").text());
    twin.manifests.put(digest.text(), other);
    assertThatThrownBy(() -> registries.copy(IMAGE, SISTER, digest))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("Do not trust it");
  }

  @Test
  void a_manifest_larger_than_4_mib_is_not_read() throws IOException {
    byte[] large = new byte[4 * 1024 * 1024 + 1];
    twin.manifests.put(Digest.of(large).text(), large);
    assertThatThrownBy(() -> registries.tag(IMAGE, Digest.of(large), "1.0.0"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("longer than 4194304 bytes");
  }

  @Test
  void a_page_that_is_no_manifest_is_not_taken_for_one() {
    byte[] page = "<html>It works!</html>".getBytes(StandardCharsets.UTF_8);
    twin.manifests.put(Digest.of(page).text(), page);
    assertThatThrownBy(() -> registries.tag(IMAGE, Digest.of(page), "1.0.0"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not an OCI or Docker image or index");
  }

  @Test
  void a_registry_that_names_no_digest_is_read_instead() throws IOException {
    Digest digest = published("one");
    registries.tag(IMAGE, digest, "1.0.0");
    twin.follow(exchange -> {
      if (exchange.getRequestMethod().equals("HEAD")) {
        answer(exchange, 200, "");
        return true;
      }
      return false;
    });
    assertThat(registries.resolve(IMAGE, "1.0.0")).contains(digest);
  }

  @Test
  void a_blob_may_be_kept_elsewhere() throws IOException {
    Digest digest = published("one");
    elsewhere.blobs.putAll(twin.blobs);
    twin.follow(exchange -> {
      String path = exchange.getRequestURI().getPath();
      if (exchange.getRequestMethod().equals("GET") && path.contains("/blobs/")) {
        exchange.getResponseHeaders().set("Location", elsewhere.uri() + path + "?signature=s");
        answer(exchange, 307, "");
        return true;
      }
      return false;
    });
    Path out = temp.resolve("out");
    registries.unpack(IMAGE, digest, out);
    assertThat(out.resolve("a.txt")).hasContent("one");
    assertThat(elsewhere.asked).hasSize(1).allMatch(a -> a.query().equals("signature=s"));
  }

  @Test
  void a_registry_that_sends_us_in_a_circle_is_given_up() {
    twin.follow(exchange -> {
      exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "x");
      answer(exchange, 302, "");
      return true;
    });
    assertThatThrownBy(() -> registries.resolve(IMAGE, "latest"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("sent us in a circle");
    assertThat(twin.asked).hasSize(6);
  }

  @Test
  void a_blob_of_the_same_registry_is_not_sent_again() throws IOException {
    Digest digest = published("one");
    twin.follow(exchange -> {
      String path = exchange.getRequestURI().getPath();
      boolean unknown = path.contains("archive/blobs/sha256");
      boolean mount = exchange.getRequestURI().toString().contains("?mount=");
      if (unknown || mount) {
        answer(exchange, mount ? 201 : 404, "");
      }
      return unknown || mount;
    });
    twin.asked.clear();
    registries.copy(IMAGE, SISTER, digest);
    assertThat(twin.asked)
        .filteredOn(a -> a.what().startsWith("POST"))
        .hasSize(2)
        .allMatch(a -> a.query().endsWith("&from=shop/storefront"));
    assertThat(twin.requests())
        .filteredOn(r -> r.startsWith("PUT"))
        .containsExactly("PUT /v2/shop/archive/manifests/" + digest);
  }

  @Test
  void a_blob_is_sent_if_the_registry_will_not_take_it_over() throws IOException {
    Digest digest = published("one");
    AtomicInteger refused = new AtomicInteger();
    twin.follow(exchange -> {
      boolean mount = exchange.getRequestURI().toString().contains("?mount=");
      boolean refuses = mount && refused.incrementAndGet() == 1;
      boolean unknown = exchange.getRequestURI().getPath().contains("archive/blobs/sha256");
      if (refuses || unknown) {
        answer(exchange, refuses ? 403 : 404, "");
      }
      return refuses || unknown;
    });
    twin.asked.clear();
    registries.copy(IMAGE, SISTER, digest);
    assertThat(twin.requests())
        .filteredOn("PUT /v2/shop/archive/blobs/uploads/up"::equals)
        .hasSize(2);
    assertThat(twin.requests()).filteredOn(r -> r.startsWith("POST")).hasSize(3);
  }

  @Test
  void what_began_encrypted_stays_encrypted() {
    HttpRegistry registry =
        new HttpRegistry(
            "registry.example",
            new Location.Http(URI.create("https://registry.example"), Optional.empty()),
            HttpClient.newHttpClient(),
            Limits.STANDARD);
    Ask ask = Ask.of("give us a blob", "GET", twin.uri(), "pull");
    assertThatThrownBy(() -> registry.send(ask))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is reached encrypted, but sends us on to " + twin.uri());
    assertThat(twin.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2@registry.example",
        "ftp://registry.example",
        "https://registry.example/path",
        "https://registry.example?x=y",
        "registry.example"
      })
  void an_address_is_scheme_host_and_port_only(String address) {
    URI uri = URI.create(address);
    assertThatThrownBy(() -> new Location.Http(uri, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  private Digest published(String content) throws IOException {
    Path file = Files.writeString(temp.resolve("a.txt"), content);
    return registries.publish(IMAGE, new Content.Files(file, Map.of()));
  }

  private OciRegistries registries(URI uri, Duration patience) {
    return new OciRegistries(
        new OciSettings(
            Map.of(IMAGE.registry(), new Location.Http(uri, Optional.empty())),
            temp.resolve("scratch"),
            new Limits(1000, 10_000_000, patience)));
  }

  private static boolean silence(CountDownLatch over) {
    try {
      return over.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
