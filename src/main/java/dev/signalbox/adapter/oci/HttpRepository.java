package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/// A repository of a registry that is reached over HTTP.
final class HttpRepository implements Repository {

  private static final String DIGEST = "Docker-Content-Digest";

  private final HttpRegistry registry;
  private final String repository;

  HttpRepository(HttpRegistry registry, String repository) {
    this.registry = registry;
    this.repository = repository;
  }

  @Override
  public String name() {
    return registry.name() + "/" + repository;
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    Ask ask = read("GET", "manifests/" + digest, "give us the manifest " + digest.brief());
    try (Answer answer = registry.send(ask)) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      registry.expectGood(ask, answer);
      byte[] bytes = registry.bytes(ask, answer, Manifest.MOST_BYTES);
      expect(digest, Digest.of(bytes).text());
      answer.header(DIGEST).ifPresent(said -> expect(digest, said));
      return Optional.of(manifest(bytes));
    }
  }

  @Override
  public Optional<Digest> resolve(String tag) {
    Ask ask = read("HEAD", "manifests/" + tag, "say what the tag " + tag + " leads to");
    try (Answer answer = registry.send(ask)) {
      if (answer.status() == 404) {
        return Optional.empty();
      }
      registry.expectGood(ask, answer);
      return answer.header(DIGEST).filter(Digest::isDigest).map(Digest::new).or(() -> read(tag));
    }
  }

  @Override
  public boolean has(Digest manifest) {
    return isThere(read("HEAD", "manifests/" + manifest, "look for " + manifest.brief()));
  }

  @Override
  public boolean hasBlob(Descriptor blob) {
    return isThere(read("HEAD", at(blob), "look for the blob " + blob.digest().brief()));
  }

  @Override
  public InputStream open(Descriptor blob) {
    Ask ask =
        read("GET", at(blob), "give us the blob " + blob.digest().brief()).awaiting(blob.size());
    Answer answer = registry.send(ask);
    if (answer.isGood()) {
      return answer.body();
    }
    try (answer) {
      throw registry.refusal(ask, answer);
    }
  }

  @Override
  public void put(Blob blob) {
    Optional<HttpRepository> sister =
        blob instanceof Blob.InRepository(Descriptor d, HttpRepository from)
                && from.registry == registry
            ? Optional.of(from)
            : Optional.empty();
    begin(blob.descriptor(), sister).ifPresent(upload -> upload(blob, upload));
  }

  @Override
  public void putManifest(Manifest manifest) {
    put(manifest, manifest.digest().text());
  }

  @Override
  public void putInner(Manifest manifest) {
    put(manifest, manifest.digest().text());
  }

  @Override
  public void tag(Manifest manifest, String tag) {
    put(manifest, tag);
  }

  /// Where the blob's bytes go; empty if the registry had them in the sister repository and needs
  /// them no second time.
  private Optional<URI> begin(Descriptor blob, Optional<HttpRepository> sister) {
    String mount = sister.map(s -> "?mount=" + blob.digest() + "&from=" + s.repository).orElse("");
    Ask ask =
        Ask.of(
            "take the blob " + blob.digest().brief(),
            "POST",
            uri("blobs/uploads/" + mount),
            "push " + repository + sister.map(s -> " from " + s.repository).orElse(""));
    try (Answer answer = registry.send(ask)) {
      if (sister.isPresent() && answer.status() == 201) {
        return Optional.empty();
      }
      if (sister.isPresent() && (answer.status() == 401 || answer.status() == 403)) {
        return begin(blob, Optional.empty());
      }
      registry.expectGood(ask, answer);
      return Optional.of(registry.elsewhere(ask.uri(), answer));
    }
  }

  private void upload(Blob blob, URI place) {
    Digest digest = blob.descriptor().digest();
    URI uri =
        URI.create(place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + digest.text());
    Ask ask =
        Ask.of("take the blob " + digest.brief(), "PUT", uri, "push " + repository)
            .with("Content-Type", "application/octet-stream")
            .carrying(bytes(blob), blob.descriptor().size());
    try (Answer answer = registry.send(ask)) {
      registry.expectGood(ask, answer);
      answer.header(DIGEST).ifPresent(said -> expect(digest, said));
    }
  }

  private static BodyPublisher bytes(Blob blob) {
    long size = blob.descriptor().size();
    return size == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> {
              try {
                return blob.open();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }),
            size);
  }

  private void put(Manifest manifest, String reference) {
    byte[] bytes = manifest.bytes();
    Ask ask =
        Ask.of(
                "take the manifest " + manifest.digest().brief(),
                "PUT",
                uri("manifests/" + reference),
                "push " + repository)
            .with("Content-Type", manifest.mediaType())
            .carrying(BodyPublishers.ofByteArray(bytes), bytes.length);
    try (Answer answer = registry.send(ask)) {
      registry.expectGood(ask, answer);
      answer.header(DIGEST).ifPresent(said -> expect(manifest.digest(), said));
    }
  }

  /// For a registry that does not name the digest: the manifest itself tells.
  private Optional<Digest> read(String tag) {
    Ask ask = read("GET", "manifests/" + tag, "say what the tag " + tag + " leads to");
    try (Answer answer = registry.send(ask)) {
      return answer.status() == 404
          ? Optional.empty()
          : Optional.of(
              manifest(registry.bytes(ask, registry.expectGood(ask, answer), Manifest.MOST_BYTES))
                  .digest());
    }
  }

  private Manifest manifest(byte[] bytes) {
    return Manifest.read(bytes, name())
        .orElseThrow(() ->
            new PortException(
                "What %s has as a manifest is not an OCI or Docker image or index that Signalbox reads."
                    .formatted(name())));
  }

  private boolean isThere(Ask ask) {
    try (Answer answer = registry.send(ask)) {
      return answer.status() != 404 && registry.expectGood(ask, answer).isGood();
    }
  }

  private void expect(Digest digest, String found) {
    if (!digest.text().equals(found)) {
      throw new PortException(
          "%s answered with %s when asked for %s. Do not trust it before you know why."
              .formatted(name(), Inert.quoted(found), digest));
    }
  }

  private Ask read(String method, String path, String wish) {
    return Ask.of(wish, method, uri(path), "pull " + repository)
        .with("Accept", path.startsWith("manifests/") ? MediaType.ANY_MANIFEST : "*/*");
  }

  private URI uri(String path) {
    return registry.base().resolve("/v2/" + repository + "/" + path);
  }

  private static String at(Descriptor blob) {
    return "blobs/" + blob.digest();
  }
}
