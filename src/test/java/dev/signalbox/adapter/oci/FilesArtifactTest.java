package dev.signalbox.adapter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build's files become, and which files are no artifact.
class FilesArtifactTest {

  private static final ImageName IMAGE = new ImageName("folder.example", "storefront");

  @TempDir Path temp;
  private OciRegistries registries;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    registries = registries();
    root = Files.createDirectory(temp.resolve("dist"));
  }

  @Test
  void the_tar_is_sorted_and_knows_no_time_no_owner_and_two_modes() throws IOException {
    write("b", "x");
    write("a/z", "x");
    write("a/y", "x");
    write("a.txt", "x");
    Files.setPosixFilePermissions(
        root.resolve("a.txt"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(root.resolve("b"), PosixFilePermissions.fromString("r--r-----"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("a/z"));
    Path layer = temp.resolve("layer");
    registries.publish(IMAGE, new Content.Files(root, Map.of()));
    Descriptor packed = layer(layer);
    List<String> entries = new ArrayList<>();
    try (InputStream in = Files.newInputStream(layer);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        entries.add("%s %o %s".formatted(e.getName(), e.getMode(), e.getLinkName()).strip());
        assertThat(e.getLastModifiedTime().toMillis()).isZero();
        assertThat(e.getUserName() + e.getGroupName()).isEmpty();
        assertThat(e.getLongUserId() + e.getLongGroupId()).isZero();
      }
    }
    assertThat(entries)
        .containsExactly("a/ 755", "a/y 644", "a/z 644", "a.txt 755", "b 644", "link 777 a/z");
    assertThat(packed.size()).isEqualTo(Files.size(layer));
  }

  @Test
  void the_scratch_folder_is_empty_afterwards() throws IOException {
    write("a", "x");
    registries.publish(IMAGE, new Content.Files(root, Map.of()));
    assertThat(temp.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void what_the_build_did_not_write_is_missed_in_a_sentence() {
    refused(temp.resolve("none"), "there is no file or directory");
  }

  @Test
  void a_directory_without_a_file_is_no_artifact() throws IOException {
    refused(root, "the directory has no files");
    Files.createDirectories(root.resolve("deep/deeper"));
    refused(root, "the directory has no files");
  }

  @Test
  void a_link_to_elsewhere_is_no_artifact() throws IOException {
    write("a", "x");
    Files.createSymbolicLink(temp.resolve("door"), root);
    refused(temp.resolve("door"), "there is no file or directory");
    Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("../secret"));
    refused(root, "'link' is a link that leads outside");
    Files.delete(link);
    Files.createSymbolicLink(link, root.resolve("a").toAbsolutePath());
    refused(root, "'link' is a link that leads outside");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("link"));
    refused(root, "or in a circle");
  }

  @Test
  void a_pipe_is_no_artifact() throws Exception {
    OtherProcess.pipe(root.resolve("pi\npe"));
    refused(root, "'pi\\x0ape' is neither a file nor a directory nor a link");
  }

  @Test
  void more_than_is_unpacked_again_is_not_published() throws IOException {
    for (int i = 0; i < 11; i++) {
      write("file" + i, "");
    }
    refused(root, "more than 10 entries or 1000 bytes");
    Path large = Files.writeString(temp.resolve("large"), "x".repeat(1001));
    refused(large, "more than 10 entries or 1000 bytes");
  }

  private void refused(Path path, String because) {
    assertThatThrownBy(() -> registries.publish(IMAGE, new Content.Files(path, Map.of())))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("The files at '" + path + "' cannot be published")
        .hasMessageContaining(because);
    assertThat(temp.resolve("registry")).doesNotExist();
    assertThat(temp.resolve("scratch")).isEmptyDirectory();
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, content);
  }

  /// Copies the only layer in the registry to a file.
  private Descriptor layer(Path to) throws IOException {
    LayoutRepository repository =
        new LayoutRepository("it", temp.resolve("registry/storefront"), Duration.ofSeconds(1));
    Manifest manifest = repository.manifest(repository.only()).orElseThrow();
    Descriptor layer = ((Manifest.Contents.Image) manifest.contents()).layers().getFirst();
    try (InputStream in = repository.open(layer)) {
      Files.copy(in, to);
    }
    return layer;
  }

  private OciRegistries registries() {
    return new OciRegistries(
        new OciSettings(
            Map.of(IMAGE.registry(), new Location.Folder(temp.resolve("registry"))),
            temp.resolve("scratch"),
            new Limits(10, 1000, Duration.ofSeconds(10))));
  }
}
