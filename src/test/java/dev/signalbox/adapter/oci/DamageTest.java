package dev.signalbox.adapter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.fixture.DockerRegistry;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A registry whose disk turns bits is found out before anybody runs what it kept.
class DamageTest {

  @RegisterExtension static final DockerRegistry SERVER = DockerRegistry.start();
  @RegisterExtension static final DockerRegistry OTHER_SERVER = DockerRegistry.start();

  @TempDir Path temp;
  private Bench bench;
  private OciRegistries registries;

  @BeforeEach
  void open() {
    bench = new Bench(temp, SERVER, OTHER_SERVER);
    registries = bench.registries;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    Bench.FOLDER + "," + Bench.OTHER_FOLDER,
    Bench.FOLDER + "," + Bench.SERVER,
    Bench.SERVER + "," + Bench.FOLDER,
    Bench.SERVER + "," + Bench.OTHER_SERVER
  })
  void a_damaged_blob_stops_the_copy(String source, String target) throws IOException {
    ImageName from = Bench.image(source);
    ImageName to = Bench.image(target);
    Digest digest = published(from);
    Digest layer = bench.layer(from, digest);
    bench.damage(from, layer);
    assertThatThrownBy(() -> registries.copy(from, to, digest))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("The blob " + layer.brief() + " in " + from + " is damaged");
    assertThat(registries.has(to, digest)).isFalse();
    assertThat(bench.stored(to, layer)).doesNotExist();
    bench.damage(from, layer);
    registries.copy(from, to, digest);
    assertThat(registries.has(to, digest)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Bench.FOLDER, Bench.SERVER})
  void a_damaged_layer_is_not_unpacked(String registry) throws IOException {
    ImageName image = Bench.image(registry);
    Digest digest = published(image);
    bench.damage(image, bench.layer(image, digest));
    Path out = Files.createDirectory(bench.fresh("out"));
    assertThatThrownBy(() -> registries.unpack(image, digest, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is damaged");
    assertThat(out).isEmptyDirectory();
    assertThat(out.resolveSibling("." + out.getFileName() + ".unpacking")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {Bench.FOLDER, Bench.SERVER})
  void a_damaged_manifest_is_no_artifact(String registry) throws IOException {
    ImageName image = Bench.image(registry);
    Digest digest = published(image);
    Path stored = bench.stored(image, digest);
    Files.writeString(stored, Files.readString(stored).replace("commit", "commix"));
    assertThatThrownBy(() -> registries.copy(image, Bench.image(Bench.OTHER_FOLDER), digest))
        .isInstanceOf(PortException.class);
  }

  @Test
  void an_artifact_keeps_its_digest_through_three_registries() throws IOException {
    ImageName first = Bench.image(Bench.SERVER);
    Digest digest = published(first);
    ImageName at = first;
    for (String registry : List.of(Bench.OTHER_SERVER, Bench.FOLDER, Bench.OTHER_FOLDER)) {
      ImageName next = Bench.image(registry);
      registries.copy(at, next, digest);
      assertThat(Files.readAllBytes(bench.stored(next, digest)))
          .isEqualTo(Files.readAllBytes(bench.stored(first, digest)));
      at = next;
    }
    Path out = bench.fresh("out");
    registries.unpack(at, digest, out);
    assertThat(out.resolve("lib/b.txt")).hasContent("two");
  }

  /// Always with other bytes: a registry keeps the same ones only once, and damage to them would
  /// reach the other tests.
  private Digest published(ImageName image) throws IOException {
    Path files = bench.files("a.txt", image.repository(), "lib/b.txt", "two");
    return registries.publish(image, new Content.Files(files, Map.of("commit", "abc")));
  }
}
