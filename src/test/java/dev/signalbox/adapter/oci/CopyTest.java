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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/// An artifact travels between registries of every kind and arrives as what it was.
@ParameterizedClass
@CsvSource({
  Bench.FOLDER + "," + Bench.OTHER_FOLDER,
  Bench.FOLDER + "," + Bench.SERVER,
  Bench.SERVER + "," + Bench.FOLDER,
  Bench.SERVER + "," + Bench.OTHER_SERVER,
  Bench.SERVER + "," + Bench.SERVER
})
class CopyTest {

  @RegisterExtension static final DockerRegistry SERVER = DockerRegistry.start();
  @RegisterExtension static final DockerRegistry OTHER_SERVER = DockerRegistry.start();

  private final String source;
  private final String target;
  @TempDir Path temp;
  private Bench bench;
  private OciRegistries registries;
  private ImageName from;
  private ImageName to;

  CopyTest(String source, String target) {
    this.source = source;
    this.target = target;
  }

  @BeforeEach
  void open() {
    bench = new Bench(temp, SERVER, OTHER_SERVER);
    registries = bench.registries;
    from = Bench.image(source);
    to = Bench.image(target);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_copy_has_the_digest_and_every_byte() throws IOException {
    Path files = bench.files("bin/run", "#!/bin/sh", "lib/data", "x".repeat(100_000));
    Digest digest = registries.publish(from, new Content.Files(files, Map.of("commit", "abc")));
    registries.copy(from, to, digest);
    registries.copy(from, to, digest);
    assertThat(Files.readAllBytes(bench.stored(to, digest)))
        .isEqualTo(Files.readAllBytes(bench.stored(from, digest)));
    Path out = bench.fresh("out");
    registries.unpack(to, digest, out);
    assertThat(Bench.tree(out)).isEqualTo(Bench.tree(files));
    registries.tag(to, digest, "1.0.0");
    assertThat(registries.resolve(to, "1.0.0")).contains(digest);
    assertThat(registries.resolve(from, "1.0.0")).isEmpty();
  }

  @Test
  void an_index_brings_all_its_images() throws IOException {
    LayoutMaker layout = LayoutMaker.in(bench.fresh("layout"));
    List<Descriptor> layers = new ArrayList<>();
    for (String content : List.of("one", "two", "three")) {
      layers.add(layout.layer(tar -> LayoutMaker.file(tar, "a", content)));
    }
    Descriptor amd = layout.image(layers.get(0), layers.get(1));
    Descriptor arm = layout.image(layers.get(0), layers.get(2));
    Descriptor inner = layout.index(List.of("linux/arm64"), arm);
    Descriptor index = layout.index(List.of("linux/amd64", "linux/arm64"), amd, inner);
    registries.publish(from, new Content.Layout(layout.naming(index)));
    registries.copy(from, to, index.digest());
    for (Descriptor manifest : List.of(amd, arm, inner, index)) {
      assertThat(registries.has(to, manifest.digest())).isTrue();
    }
    for (Descriptor layer : layers) {
      assertThat(Files.readAllBytes(bench.stored(to, layer.digest())))
          .isEqualTo(Files.readAllBytes(layout.root().resolve(Bench.blob(layer.digest()))));
    }
  }

  @Test
  void a_tag_that_moves_meanwhile_does_not_matter() throws IOException {
    Digest tested = registries.publish(from, files("a", "tested"));
    registries.tag(from, tested, "candidate");
    Digest resolved = registries.resolve(from, "candidate").orElseThrow();
    registries.tag(from, registries.publish(from, files("a", "untested")), "candidate");
    registries.copy(from, to, resolved);
    Path out = bench.fresh("out");
    registries.unpack(to, tested, out);
    assertThat(out.resolve("a")).hasContent("tested");
  }

  @Test
  void what_is_not_there_is_not_copied() {
    Digest digest = Digest.of(new byte[] {7});
    assertThatThrownBy(() -> registries.copy(from, to, digest))
        .isInstanceOf(PortException.class)
        .hasMessageContaining(from + " has no artifact " + digest);
  }

  private Content files(String... namesAndContents) throws IOException {
    return new Content.Files(bench.files(namesAndContents), Map.of());
  }
}
