package dev.signalbox.adapter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.port.ArtifactRegistry.Content;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A folder as a registry: what other tools see in it, and what several processes do to it.
class LayoutRepositoryTest {

  private static final ImageName IMAGE = new ImageName("folder.example", "storefront");

  @TempDir Path temp;
  private OciRegistries registries;
  private Path layout;

  @BeforeEach
  void open() {
    registries = registries(Duration.ofSeconds(30));
    layout = temp.resolve("folder/storefront");
  }

  @Test
  void other_tools_find_a_layout_as_the_specification_has_it() throws IOException {
    Digest digest = published("one");
    registries.tag(IMAGE, digest, "9fceb02");
    registries.tag(IMAGE, digest, "1.4.0");
    long size = Files.size(layout.resolve(Bench.blob(digest)));
    assertThat(layout.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(layout.resolve("index.json"))
        .hasContent(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,%s]}\
            """
                .formatted(entry(digest, size, "9fceb02"), entry(digest, size, "1.4.0")));
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      assertThat(blobs).hasSize(3);
    }
    assertThat(layout.resolve(".incoming")).isEmptyDirectory();
  }

  @Test
  void a_digest_that_lost_its_only_tag_keeps_an_entry() throws IOException {
    Digest first = published("one");
    Digest second = published("two");
    registries.tag(IMAGE, first, "latest");
    registries.tag(IMAGE, second, "latest");
    registries.tag(IMAGE, second, "1.0.0");
    LayoutIndex index =
        LayoutIndex.read(Files.readAllBytes(layout.resolve("index.json"))).orElseThrow();
    assertThat(index.digests()).containsExactlyInAnyOrder(first.text(), second.text());
    assertThat(index.document().get("manifests")).hasSize(3);
    assertThat(index.tagged("latest")).contains(second);
  }

  @Test
  void what_other_tools_wrote_into_the_index_stays() throws IOException {
    Digest digest = published("one");
    String foreign =
        "{\"mediaType\":\"x/y\",\"digest\":\"sha512:0\",\"size\":1,\"annotations\":{\"org.opencontainers.image.ref.name\":\"theirs\"}}";
    Path index = layout.resolve("index.json");
    Files.writeString(
        index,
        Files.readString(index)
            .replace(
                "\"manifests\":[",
                "\"annotations\":{\"a\":\"b\"},\"manifests\":[" + foreign + ","));
    registries.tag(IMAGE, digest, "1.0.0");
    assertThat(index).content().contains(foreign, "\"annotations\":{\"a\":\"b\"}", "\"1.0.0\"");
    assertThat(registries.resolve(IMAGE, "theirs")).isEmpty();
  }

  @Test
  void a_layer_is_not_an_artifact() throws IOException {
    LayoutMaker built = LayoutMaker.in(temp.resolve("built"));
    Descriptor layer = built.layer(tar -> LayoutMaker.file(tar, "a", "x"));
    registries.publish(IMAGE, new Content.Layout(built.naming(built.image(layer))));
    assertThat(registries.has(IMAGE, layer.digest())).isFalse();
    assertThat(layout.resolve(Bench.blob(layer.digest()))).exists();
  }

  @Test
  void an_index_that_is_none_is_never_overwritten() throws IOException {
    Digest digest = published("one");
    Path index = Files.writeString(layout.resolve("index.json"), "{\"manifests\":");
    assertThatThrownBy(() -> registries.tag(IMAGE, digest, "1.0.0"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not an OCI image index")
        .hasMessageContaining(index.toString());
    assertThat(index).hasContent("{\"manifests\":");
  }

  @Test
  @Timeout(60)
  void two_processes_that_tag_at_the_same_time_lose_no_tag() throws Exception {
    Digest digest = published("one");
    List<Process> taggers = new ArrayList<>();
    for (String who : List.of("a", "b")) {
      taggers.add(OtherProcess.start(Tagger.class, temp.resolve("folder"), IMAGE, digest, who));
    }
    for (Process tagger : taggers) {
      assertThat(tagger.waitFor()).isZero();
    }
    for (int i = 0; i < Tagger.TAGS; i++) {
      assertThat(registries.resolve(IMAGE, "a-" + i)).contains(digest);
      assertThat(registries.resolve(IMAGE, "b-" + i)).contains(digest);
    }
  }

  /// One of the two.
  static final class Tagger {
    static final int TAGS = 60;

    public static void main(String[] args) {
      ImageName image = ImageName.parse(args[1]);
      try (OciRegistries registries = Bench.elsewhere(image.registry(), args[0])) {
        for (int i = 0; i < TAGS; i++) {
          registries.tag(image, new Digest(args[2]), args[3] + "-" + i);
        }
      }
    }
  }

  @Test
  @Timeout(60)
  void threads_that_publish_into_a_new_repository_agree_on_one_layout() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String content = "content " + i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try (OciRegistries own = registries(Duration.ofSeconds(30))) {
                  Digest digest = own.publish(IMAGE, files(content));
                  own.tag(IMAGE, digest, content.replace(' ', '-'));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int i = 0; i < 8; i++) {
      assertThat(registries.resolve(IMAGE, "content-" + i))
          .isEqualTo(Optional.of(registries.publish(IMAGE, files("content " + i))));
    }
  }

  @Test
  void a_lock_that_is_never_given_back_ends_in_a_sentence() throws IOException {
    Digest digest = published("one");
    try (OciRegistries impatient = registries(Duration.ofMillis(50));
        FileChannel channel = FileChannel.open(layout.resolve(".lock"), StandardOpenOption.WRITE)) {
      Process holder = OtherProcess.start(Holder.class, layout.resolve(".lock"));
      try {
        await().until(() -> isHeld(channel));
        assertThatThrownBy(() -> impatient.tag(IMAGE, digest, "1.0.0"))
            .isInstanceOf(PortException.class)
            .hasMessageContaining("another process has held its lock for longer than");
      } finally {
        holder.destroyForcibly();
      }
    }
    registries.tag(IMAGE, digest, "1.0.0");
    assertThat(registries.resolve(IMAGE, "1.0.0")).contains(digest);
  }

  /// Takes a lock and keeps it until it is killed.
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        while (lock.isValid()) {
          Thread.currentThread().join();
        }
      }
    }
  }

  @Test
  void a_dead_process_leaves_nothing_for_longer_than_a_day() throws IOException {
    published("one");
    Path old = Files.writeString(layout.resolve(".incoming/old.part"), "half");
    Path young = Files.writeString(layout.resolve(".incoming/young.part"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    published("two");
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private static boolean isHeld(FileChannel channel) throws IOException {
    try (FileLock mine = channel.tryLock()) {
      return mine == null;
    }
  }

  private Digest published(String content) {
    return registries.publish(IMAGE, files(content));
  }

  private Content files(String content) {
    try {
      Path file = Files.createTempDirectory(temp, "files").resolve("a.txt");
      return new Content.Files(Files.writeString(file, content), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Digest digest, long size, String tag) {
    return """
    {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%d,"annotations":{"org.opencontainers.image.ref.name":"%s"}}\
    """
        .formatted(digest, size, tag);
  }

  private OciRegistries registries(Duration patience) {
    return new OciRegistries(
        new OciSettings(
            Map.of(IMAGE.registry(), new Location.Folder(temp.resolve("folder"))),
            temp.resolve("scratch"),
            new Limits(1000, 1_000_000, patience)));
  }
}
