package dev.signalbox.adapter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.fixture.DockerRegistry;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What a registry owes its users, whether it is a folder or Debian's docker-registry.
@ParameterizedClass
@ValueSource(strings = {Bench.FOLDER, Bench.SERVER})
class ArtifactRegistryTest {

  @RegisterExtension static final DockerRegistry SERVER = DockerRegistry.start();

  private final String registry;
  @TempDir Path temp;
  private Bench bench;
  private OciRegistries registries;
  private ImageName image;

  ArtifactRegistryTest(String registry) {
    this.registry = registry;
  }

  @BeforeEach
  void open() {
    bench = new Bench(temp, SERVER, SERVER);
    registries = bench.registries;
    image = Bench.image(registry);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_same_files_and_annotations_give_the_same_digest() throws IOException {
    Path first = bench.files("a.txt", "one", "lib/b.txt", "two", "lib/c.txt", "three");
    Path second = bench.files("lib/c.txt", "three", "lib/b.txt", "two", "a.txt", "one");
    Files.setLastModifiedTime(second.resolve("a.txt"), FileTime.fromMillis(1));
    Digest digest = registries.publish(image, files(first, Map.of("b", "2", "a", "1")));
    assertThat(registries.publish(image, files(second, Map.of("a", "1", "b", "2"))))
        .isEqualTo(digest);
    assertThat(registries.publish(Bench.image(registry), files(first, Map.of("a", "1", "b", "2"))))
        .isEqualTo(digest);
    assertThat(registries.has(image, digest)).isTrue();
  }

  @Test
  void other_files_modes_or_annotations_give_another_digest() throws IOException {
    Path root = bench.files("a.txt", "one");
    Digest digest = registries.publish(image, files(root));
    Digest annotated = registries.publish(image, files(root, Map.of("commit", "abc")));
    Files.setPosixFilePermissions(
        root.resolve("a.txt"), PosixFilePermissions.fromString("rwxr--r--"));
    Digest runnable = registries.publish(image, files(root));
    assertThat(List.of(digest, annotated, runnable)).doesNotHaveDuplicates();
  }

  @Test
  void what_was_published_says_what_it_is() throws IOException {
    Digest digest =
        registries.publish(image, files(bench.files("a", "one"), Map.of("commit", "abc")));
    assertThat(Files.readString(bench.stored(image, digest)))
        .startsWith(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"artifactType\":\"application/vnd.signalbox.files.v1\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",")
        .contains(
            "\"io.deis.oras.content.unpack\":\"true\"", "\"annotations\":{\"commit\":\"abc\"}");
  }

  @Test
  void a_tag_is_one_more_name_for_the_same_bytes() throws IOException {
    Digest digest = registries.publish(image, files(bench.files("a", "one")));
    byte[] before = Files.readAllBytes(bench.stored(image, digest));
    registries.tag(image, digest, "9fceb02");
    registries.tag(image, digest, "1.4.0");
    registries.tag(image, digest, "1.4.0");
    assertThat(registries.resolve(image, "9fceb02")).contains(digest);
    assertThat(registries.resolve(image, "1.4.0")).contains(digest);
    assertThat(Files.readAllBytes(bench.stored(image, digest))).isEqualTo(before);
  }

  @Test
  void a_tag_that_moves_leaves_the_digest_it_had() throws IOException {
    Digest first = registries.publish(image, files(bench.files("a", "one")));
    Digest second = registries.publish(image, files(bench.files("a", "two")));
    registries.tag(image, first, "latest");
    registries.tag(image, second, "latest");
    assertThat(registries.resolve(image, "latest")).contains(second);
    assertThat(registries.has(image, first)).isTrue();
  }

  @Test
  void a_name_that_is_no_tag_reaches_no_registry() throws IOException {
    Digest digest = registries.publish(image, files(bench.files("a", "one")));
    for (String name : List.of("../x", "", "a b", "a?b", "-x", "$(touch x)", "a\nb")) {
      assertThatThrownBy(() -> registries.tag(image, digest, name))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("cannot be a tag")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> registries.resolve(image, name)).isInstanceOf(PortException.class);
    }
  }

  @Test
  void nothing_is_known_of_what_was_never_published() throws IOException {
    Digest digest = Digest.of(new byte[] {1});
    assertThat(registries.resolve(image, "1.0.0")).isEmpty();
    assertThat(registries.has(image, digest)).isFalse();
    assertThatThrownBy(() -> registries.tag(image, digest, "1.0.0"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("has no artifact " + digest);
    assertThatThrownBy(() -> registries.unpack(image, digest, bench.fresh("out")))
        .hasMessageContaining("has no artifact");
  }

  @Test
  void a_repository_has_room_for_others_below_its_name() throws IOException {
    Digest digest = registries.publish(image, files(bench.files("a", "one")));
    for (String below : List.of("/blobs", "/blobs/sha256", "/index.json", "/oci-layout")) {
      ImageName inner = new ImageName(registry, image.repository() + below);
      assertThat(registries.publish(inner, files(bench.files("a", "one")))).isEqualTo(digest);
    }
    assertThat(registries.has(image, digest)).isTrue();
  }

  @Test
  void a_registry_that_the_settings_do_not_name_is_not_known() {
    ImageName elsewhere = ImageName.parse("registry.elsewhere.example/storefront");
    assertThat(registries.knows(registry)).isTrue();
    assertThat(registries.knows("registry.elsewhere.example")).isFalse();
    assertThatThrownBy(() -> registries.resolve(elsewhere, "latest"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("'registry.elsewhere.example'")
        .hasMessageContaining(registry);
  }

  @Test
  void an_image_of_the_teams_own_build_keeps_its_digest() throws IOException {
    LayoutMaker layout = LayoutMaker.in(bench.fresh("layout"));
    Descriptor amd = layout.image(layout.layer(tar -> LayoutMaker.file(tar, "a", "amd")));
    Descriptor arm = layout.image(layout.layer(tar -> LayoutMaker.file(tar, "a", "arm")));
    Descriptor index = layout.index(List.of("linux/amd64", "linux/arm64"), amd, arm);
    Digest digest = registries.publish(image, new Content.Layout(layout.naming(index)));
    assertThat(digest).isEqualTo(index.digest());
    assertThat(registries.has(image, arm.digest())).isTrue();
    assertThat(Files.readAllBytes(bench.stored(image, digest)))
        .isEqualTo(Files.readAllBytes(layout.root().resolve(Bench.blob(digest))));
    Path out = bench.fresh("out");
    registries.unpack(image, digest, out);
    assertThat(out.resolve("a"))
        .hasContent(System.getProperty("os.arch").equals("aarch64") ? "arm" : "amd");
  }

  @Test
  void a_layout_of_two_images_is_not_published() throws IOException {
    LayoutMaker layout = LayoutMaker.in(bench.fresh("layout"));
    Descriptor one = layout.image(layout.layer(tar -> LayoutMaker.file(tar, "a", "one")));
    Descriptor two = layout.image(layout.layer(tar -> LayoutMaker.file(tar, "a", "two")));
    Path root = layout.naming(one, two);
    assertThatThrownBy(() -> registries.publish(image, new Content.Layout(root)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("has 2 manifests");
    assertThatThrownBy(() -> registries.publish(image, new Content.Layout(bench.fresh("none"))))
        .hasMessageContaining("is not an OCI image layout");
  }

  @Test
  void a_damaged_blob_of_the_build_is_found_out() throws IOException {
    LayoutMaker layout = LayoutMaker.in(bench.fresh("layout"));
    Descriptor layer = layout.layer(tar -> LayoutMaker.file(tar, "a", "one"));
    Descriptor built = layout.image(layer);
    Path root = layout.naming(built);
    Path blob = root.resolve(Bench.blob(layer.digest()));
    byte[] right = Files.readAllBytes(blob);
    byte[] wrong = right.clone();
    wrong[wrong.length - 1] ^= 1;
    Files.write(blob, wrong);
    assertThatThrownBy(() -> registries.publish(image, new Content.Layout(root)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("The blob " + layer.digest().brief())
        .hasMessageContaining("is damaged");
    assertThat(registries.has(image, built.digest())).isFalse();
    assertThat(bench.stored(image, layer.digest())).doesNotExist();
    Files.delete(blob);
    assertThatThrownBy(() -> registries.publish(image, new Content.Layout(root)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("has no blob " + layer.digest().brief());
    Files.write(blob, right);
    assertThat(registries.publish(image, new Content.Layout(root))).isEqualTo(built.digest());
  }

  @Test
  @EnabledIf(
      value = "dev.signalbox.adapter.oci.Bench#canWriteAnyName",
      disabledReason = "this JVM runs with a character set that cannot name these files")
  void files_come_back_with_whatever_names_they_had() throws IOException {
    Path root = bench.files("$(touch x)", "1", "a\nb", "2", "\u202eexe.txt", "3", "--x", "4");
    Files.writeString(root.resolve(".wh.a"), "5");
    Files.writeString(root.resolve("x".repeat(120)), "6");
    Files.writeString(root.resolve(" "), "7");
    Files.createDirectories(root.resolve("empty/deep"));
    Path script = Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(root.resolve("empty/up"), Path.of("../--x"));
    Path out = Files.createDirectory(bench.fresh("out"));
    registries.unpack(image, registries.publish(image, files(root)), out);
    assertThat(Bench.tree(out)).isEqualTo(Bench.tree(root)).hasSize(11);
    assertThat(Files.getPosixFilePermissions(out.resolve("run.sh")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(Files.getPosixFilePermissions(out.resolve("--x")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void a_single_file_is_an_artifact_too() throws IOException {
    Path root = bench.files("app.jar", "bytes");
    Path out = bench.fresh("out");
    Digest digest = registries.publish(image, files(root.resolve("app.jar")));
    registries.unpack(image, digest, out);
    assertThat(Bench.tree(out)).isEqualTo(Map.of("app.jar", "bytes"));
  }

  @Test
  @Timeout(60)
  void a_publish_that_was_killed_half_way_can_be_repeated() throws Exception {
    LayoutMaker layout = LayoutMaker.in(bench.fresh("layout"));
    byte[] content = new byte[1024 * 1024];
    new Random(7).nextBytes(content);
    Descriptor first = layout.blob("application/octet-stream", new byte[100_000]);
    Descriptor second = layout.blob("application/octet-stream", content);
    Descriptor built = layout.image(first, second);
    Path root = layout.naming(built);
    Path blob = root.resolve(Bench.blob(second.digest()));
    Files.delete(blob);
    OtherProcess.pipe(blob);

    Process publisher =
        OtherProcess.start(PublishALayout.class, bench.address(registry), image, root);
    try (OutputStream half = Files.newOutputStream(blob)) {
      half.write(content, 0, content.length / 2);
    }
    publisher.destroyForcibly().waitFor();

    assertThat(registries.has(image, built.digest())).isFalse();
    assertThat(bench.stored(image, first.digest())).exists();
    assertThat(bench.stored(image, second.digest())).doesNotExist();
    Files.delete(blob);
    Files.write(blob, content);
    assertThat(registries.publish(image, new Content.Layout(root))).isEqualTo(built.digest());
    assertThat(bench.stored(image, second.digest())).hasBinaryContent(content);
  }

  /// What the killed process does.
  static final class PublishALayout {
    public static void main(String[] args) {
      ImageName image = ImageName.parse(args[1]);
      try (OciRegistries registries = Bench.elsewhere(image.registry(), args[0])) {
        registries.publish(image, new Content.Layout(Path.of(args[2])));
      }
    }
  }

  private static Content files(Path root) {
    return files(root, Map.of());
  }

  private static Content files(Path root, Map<String, String> annotations) {
    return new Content.Files(root, annotations);
  }
}
