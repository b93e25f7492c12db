package dev.signalbox.adapter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.port.PortException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which documents are manifests, and which only look like some.
class ManifestTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String BLOB =
      "{\"mediaType\":\"x/y\",\"digest\":\"" + DIGEST + "\",\"size\":3}";

  @Test
  void a_manifest_is_known_by_its_bytes_as_they_came() {
    String text = "{ \"config\": %s,\n \"layers\": [%s, %s] }".formatted(BLOB, BLOB, BLOB);
    Manifest manifest = read(text).orElseThrow();
    assertThat(manifest.digest()).isEqualTo(Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(manifest.mediaType()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
    assertThat(manifest.contents())
        .isInstanceOfSatisfying(
            Manifest.Contents.Image.class, image -> assertThat(image.layers()).hasSize(2));
  }

  @Test
  void dockers_own_manifests_are_read_too() {
    String type = "application/vnd.docker.distribution.manifest.list.v2+json";
    assertThat(read("{\"mediaType\":\"" + type + "\",\"manifests\":[" + BLOB + "]}"))
        .hasValueSatisfying(manifest -> assertThat(manifest.mediaType()).isEqualTo(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"manifests\":[]",
        "{\"manifests\":[],\"config\":{},\"layers\":[]}",
        "{\"manifests\":[],\"manifests\":[]}",
        "{\"manifests\":[]}{}",
        "{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}",
        "{\"schemaVersion\":1,\"fsLayers\":[]}"
      })
  void what_can_be_read_in_two_ways_or_in_none_is_no_manifest(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void a_document_too_deep_or_too_long_for_an_honest_one_is_no_manifest() {
    assertThat(read("{\"manifests\":[],\"x\":" + "[".repeat(40) + "]".repeat(40) + "}")).isEmpty();
    assertThat(read("{\"manifests\":[],\"x\":[" + "0,".repeat(1_000_000) + "0]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"digest\":\"sha512:00\",\"size\":3}",
        "{\"digest\":\"sha256:../../../x\",\"size\":3}",
        "{\"digest\":\"%s\"}",
        "{\"digest\":\"%s\",\"size\":-1}",
        "{\"digest\":\"%s\",\"size\":1.5}",
        "{\"digest\":\"%s\",\"size\":99999999999999999999}",
        "\"sha256\""
      })
  void a_reference_that_cannot_be_followed_is_a_sentence(String blob) {
    String text = "{\"manifests\":[" + blob.replace("%s", DIGEST) + "]}";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("A manifest of registry.example/storefront refers to ");
  }

  private static Optional<Manifest> read(String text) {
    return Manifest.read(text.getBytes(StandardCharsets.UTF_8), "registry.example/storefront");
  }
}
