package dev.signalbox.adapter.oci;

import static dev.signalbox.adapter.oci.LayoutMaker.file;
import static dev.signalbox.adapter.oci.LayoutMaker.special;
import static dev.signalbox.adapter.oci.LayoutMaker.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.adapter.oci.LayoutMaker.Tar;
import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever made an image may mean harm: its files stay in the directory they were asked into.
class UnpackingTest {

  private static final ImageName IMAGE = new ImageName("folder.example", "storefront");
  private static final Limits TIGHT = new Limits(20, 100_000, Duration.ofSeconds(10));

  @TempDir Path temp;
  private OciRegistries registries;
  private Path out;

  @BeforeEach
  void open() throws IOException {
    registries = registries();
    out = Files.createDirectories(temp.resolve("sites/storefront"));
    Files.writeString(temp.resolve("secret"), "untouched");
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        slip("an absolute path", "is an absolute path", tar -> file(tar, "/tmp/slipped", "x")),
        slip("a parent", "leads outside", tar -> file(tar, "../slipped", "x")),
        slip("a hidden parent", "leads outside", tar -> file(tar, "a/../../slipped", "x")),
        slip("a harmless parent", "leads outside", tar -> file(tar, "a/../slipped", "x")),
        slip("no name", "has no name", tar -> special(tar, ".", TarConstants.LF_CHR, "")),
        slip("an absolute link", "leads outside", tar -> symlink(tar, "link", "/etc/passwd")),
        slip("a link out", "leads outside", tar -> symlink(tar, "a/link", "../../secret")),
        slip("a link in a circle", "in a circle", tar -> symlink(tar, "a", "a")),
        slip(
            "a link out through a link",
            "leads outside",
            tar -> {
              file(tar, "a/b/c/file", "x");
              symlink(tar, "a/b/c/up", "../../..");
              symlink(tar, "out", "a/b/c/up/../secret");
            }),
        slip(
            "a file through a link",
            "goes through a file or a link",
            tar -> {
              symlink(tar, "door", "..");
              file(tar, "door/slipped", "x");
            }),
        slip(
            "a directory through a link",
            "goes through a file or a link",
            tar -> {
              symlink(tar, "door", "..");
              special(tar, "door/slipped/", TarConstants.LF_DIR, "");
            }),
        slip(
            "a hard link out",
            "leads outside",
            tar -> special(tar, "hard", TarConstants.LF_LINK, "../../secret")),
        slip(
            "an absolute hard link",
            "is an absolute path",
            tar -> special(tar, "hard", TarConstants.LF_LINK, "/etc/passwd")),
        slip(
            "a hard link through a link",
            "is a hard link to something that is not a file of it",
            tar -> {
              symlink(tar, "door", "../..");
              special(tar, "hard", TarConstants.LF_LINK, "door/secret");
            }),
        slip(
            "a hard link to a link",
            "is a hard link to something that is not a file of it",
            tar -> {
              symlink(tar, "door", "../../secret");
              special(tar, "hard", TarConstants.LF_LINK, "door");
            }),
        slip(
            "a character device", "is a device", tar -> special(tar, "d", TarConstants.LF_CHR, "")),
        slip("a block device", "is a device", tar -> special(tar, "d", TarConstants.LF_BLK, "")),
        slip("a pipe", "is a device, a pipe", tar -> special(tar, "p", TarConstants.LF_FIFO, "")),
        slip("an unknown kind", "is a device", tar -> special(tar, "u", (byte) 'Z', "")),
        slip("a whiteout of the parent", "removes nothing", tar -> file(tar, "a/.wh...", "")),
        slip("a whiteout of itself", "removes nothing", tar -> file(tar, "a/.wh..", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slips")
  void what_would_leave_the_directory_is_refused(String what, String because, Tar entries)
      throws IOException {
    Digest image =
        publish(layout ->
            layout.layer(tar -> {
              file(tar, "harmless", "x");
              entries.write(tar);
            }));
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("was not unpacked")
        .hasMessageContaining(because);
    assertThat(Bench.tree(temp.resolve("sites"))).isEqualTo(Map.of("storefront", "/"));
    assertThat(temp.resolve("secret")).hasContent("untouched");
    assertThat(Path.of("/tmp/slipped")).doesNotExist();
  }

  @Test
  void links_that_stay_inside_are_kept() throws IOException {
    Digest image =
        publish(layout ->
            layout.layer(tar -> {
              file(tar, "lib/real.so", "x");
              symlink(tar, "lib/link.so", "real.so");
              symlink(tar, "bin", "./lib/../lib");
              symlink(tar, "lib/later", "../not-yet");
              special(tar, "hard.so", TarConstants.LF_LINK, "lib/real.so");
            }));
    registries.unpack(IMAGE, image, out);
    assertThat(Bench.tree(out))
        .containsEntry("lib/link.so", "-> real.so")
        .containsEntry("bin", "-> ./lib/../lib")
        .containsEntry("hard.so", "x");
    assertThat(out.resolve("bin/real.so")).hasContent("x");
    assertThat(Files.isSymbolicLink(out.resolve("lib/later"))).isTrue();
  }

  @Test
  void a_higher_layer_covers_and_removes_what_is_below() throws IOException {
    Digest image =
        publish(
            layout ->
                layout.layer(tar -> {
                  file(tar, "config", "old");
                  file(tar, "gone", "x");
                  file(tar, "cache/a", "x");
                  file(tar, "cache/keep/b", "x");
                  symlink(tar, "door", "config");
                }),
            layout ->
                layout.layer(tar -> {
                  file(tar, "config", "new");
                  file(tar, ".wh.gone", "");
                  file(tar, "cache/keep/c", "y");
                  file(tar, "cache/.wh..wh..opq", "");
                  file(tar, "door", "a file now");
                }));
    registries.unpack(IMAGE, image, out);
    assertThat(Bench.tree(out))
        .isEqualTo(
            Map.of(
                "config", "new",
                "cache", "/",
                "cache/keep", "/",
                "cache/keep/c", "y",
                "door", "a file now"));
  }

  @Test
  void a_plain_tar_is_a_layer_too() throws IOException {
    Digest image =
        publish(layout ->
            layout.blob(
                "application/vnd.oci.image.layer.v1.tar",
                LayoutMaker.tar(tar -> file(tar, "a", "x"))));
    registries.unpack(IMAGE, image, out);
    assertThat(out.resolve("a")).hasContent("x");
  }

  @Test
  void a_layer_of_another_kind_is_refused_with_its_kind() throws IOException {
    Digest image =
        publish(layout ->
            layout.blob("application/vnd.oci.image.layer.v1.tar+zstd", new byte[] {1, 2}));
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("'application/vnd.oci.image.layer.v1.tar+zstd'");
  }

  @Test
  void what_is_no_tar_is_refused() throws IOException {
    byte[] noise =
        "no tar at all, whatever the type says. ".repeat(40).getBytes(StandardCharsets.UTF_8);
    Digest gzipped = publish(layout -> layout.blob(MediaType.LAYER, LayoutMaker.gzipped(noise)));
    Digest bare = publish(layout -> layout.blob(MediaType.LAYER, noise));
    for (Digest image : List.of(gzipped, bare)) {
      assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("could not be unpacked");
      assertThat(out).isEmptyDirectory();
    }
  }

  @Test
  void more_entries_or_bytes_than_allowed_are_refused() throws IOException {
    Digest many =
        publish(layout ->
            layout.layer(tar -> {
              for (int i = 0; i < 21; i++) {
                file(tar, "file" + i, "");
              }
            }));
    Digest large = publish(layout -> layout.layer(tar -> file(tar, "a", "x".repeat(100_001))));
    Digest together =
        publish(
            layout -> layout.layer(tar -> file(tar, "a", "x".repeat(60_000))),
            layout -> layout.layer(tar -> file(tar, "a", "y".repeat(60_000))));
    byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
    TarArchiveEntry entry = new TarArchiveEntry("b");
    entry.setSize(Long.MAX_VALUE);
    entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    byte[] before = Arrays.copyOf(LayoutMaker.tar(tar -> file(tar, "a", "x")), 1024);
    Digest vast =
        publish(layout ->
            layout.blob(
                MediaType.LAYER,
                LayoutMaker.gzipped(ByteBuffer.allocate(1536).put(before).put(header).array())));
    for (Digest image : List.of(many, large, together, vast)) {
      assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("has more than 20 entries or 100000 bytes");
      assertThat(out).isEmptyDirectory();
    }
  }

  @Test
  void an_endless_name_does_not_fill_the_memory() throws IOException {
    Digest image =
        publish(layout ->
            layout.layer(tar -> {
              var name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
              name.setSize(4_000_000);
              tar.putArchiveEntry(name);
              byte[] part = new byte[1_000_000];
              Arrays.fill(part, (byte) 'x');
              for (int i = 0; i < 4; i++) {
                tar.write(part);
              }
              tar.closeArchiveEntry();
              file(tar, "a", "x");
            }));
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("endless name");
  }

  @Test
  void a_directory_with_something_in_it_is_left_alone() throws IOException {
    Digest image = publish(layout -> layout.layer(tar -> file(tar, "a", "x")));
    Files.writeString(out.resolve("mine"), "x");
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not empty");
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, file))
        .hasMessageContaining("is not a directory");
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
    assertThatThrownBy(() -> registries.unpack(IMAGE, image, link))
        .hasMessageContaining("is not a directory");
    assertThat(Bench.tree(out)).isEqualTo(Map.of("mine", "x"));
  }

  @Test
  void a_directory_stays_as_private_as_it_was() throws IOException {
    Digest image = publish(layout -> layout.layer(tar -> file(tar, "a", "x")));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwx------"));
    registries.unpack(IMAGE, image, out);
    assertThat(out.resolve("a")).exists();
    assertThat(Files.getPosixFilePermissions(out))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void what_an_earlier_attempt_left_is_cleared_away() throws IOException {
    Digest image = publish(layout -> layout.layer(tar -> file(tar, "a", "x")));
    Path left = Files.createDirectories(temp.resolve("sites/.storefront.unpacking/half"));
    Files.writeString(left.resolve("written"), "x");
    registries.unpack(IMAGE, image, out);
    assertThat(Bench.tree(temp.resolve("sites")))
        .isEqualTo(Map.of("storefront", "/", "storefront/a", "x"));
  }

  @Test
  void an_index_without_an_image_for_this_machine_is_refused() throws IOException {
    LayoutMaker layout = LayoutMaker.in(temp.resolve("layout-index"));
    Descriptor one = layout.image(layout.layer(tar -> file(tar, "a", "one")));
    Descriptor two = layout.image(layout.layer(tar -> file(tar, "a", "two")));
    Path root = layout.naming(layout.index(List.of("linux/s390x", "plan9/mips"), one, two));
    Digest index = registries.publish(IMAGE, new Content.Layout(root));
    assertThatThrownBy(() -> registries.unpack(IMAGE, index, out))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("not exactly one of its images is for linux/");
  }

  interface Layer {
    Descriptor in(LayoutMaker layout);
  }

  private Digest publish(Layer... layers) throws IOException {
    LayoutMaker layout = LayoutMaker.in(temp.resolve("layout"));
    Descriptor[] made = Stream.of(layers).map(l -> l.in(layout)).toArray(Descriptor[]::new);
    return registries.publish(IMAGE, new Content.Layout(layout.naming(layout.image(made))));
  }

  private OciRegistries registries() {
    return new OciRegistries(
        new OciSettings(
            Map.of(IMAGE.registry(), new Location.Folder(temp.resolve("registry"))),
            temp.resolve("scratch"),
            TIGHT));
  }

  private static Arguments slip(String what, String because, Tar entries) {
    return Arguments.of(what, because, entries);
  }
}
