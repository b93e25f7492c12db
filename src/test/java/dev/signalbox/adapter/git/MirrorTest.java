package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.signalbox.disk.Removal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.Heads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Our copy may be damaged in any way; what is read through it never is.
class MirrorTest {

  @TempDir Path folder;
  GitRemote remote;
  CommitId one;
  CommitId two;

  /// Of broken packs JGit tells at length; here they are broken on purpose.
  @BeforeAll
  static void quiet() {
    if (LoggerFactory.getLogger("org.eclipse.jgit") instanceof Logger jgit) {
      jgit.setLevel(Level.OFF);
    }
  }

  @BeforeEach
  void fillTheRemote() {
    remote = GitRemote.in(folder.resolve("remote.git"));
    byte[] noise = new byte[200_000];
    new Random(1).nextBytes(noise);
    one = remote.on("main").file("a", "1").file("noise", noise).commit("one");
    remote.tag("v1", one);
    two = remote.on("main").file("a", "2").commit("two");
  }

  /// Ways in which a disk, a kill or a person leaves a mirror.
  enum Damage {
    EMPTY_FOLDER {
      @Override
      void to(Path mirror) throws IOException {
        Folder.empty(mirror);
      }
    },
    NO_OBJECTS {
      @Override
      void to(Path mirror) throws IOException {
        Removal.of(mirror.resolve("objects"));
      }
    },
    NO_PACKS {
      @Override
      void to(Path mirror) throws IOException {
        Folder.empty(mirror.resolve("objects/pack"));
      }
    },
    PACK_CUT_SHORT {
      @Override
      void to(Path mirror) throws IOException {
        Path pack = pack(mirror, ".pack");
        byte[] bytes = Files.readAllBytes(pack);
        overwrite(pack, bytes, bytes.length / 2);
      }
    },
    PACK_OF_ZEROS {
      @Override
      void to(Path mirror) throws IOException {
        Path pack = pack(mirror, ".pack");
        overwrite(pack, new byte[(int) Files.size(pack)], (int) Files.size(pack));
      }
    },
    INDEX_CUT_SHORT {
      @Override
      void to(Path mirror) throws IOException {
        Path index = pack(mirror, ".idx");
        overwrite(index, Files.readAllBytes(index), 100);
      }
    },
    CONFIG_OF_NOISE {
      @Override
      void to(Path mirror) throws IOException {
        Files.writeString(mirror.resolve("config"), "[core\nnoise = = \"");
      }
    },
    EMPTY_CONFIG {
      @Override
      void to(Path mirror) throws IOException {
        Files.writeString(mirror.resolve("config"), "");
      }
    },
    EMPTY_HEAD {
      @Override
      void to(Path mirror) throws IOException {
        Files.writeString(mirror.resolve("HEAD"), "");
      }
    },
    PACKED_NAMES_OF_NOISE {
      @Override
      void to(Path mirror) throws IOException {
        Files.write(mirror.resolve("packed-refs"), new byte[] {0, 1, 2, 3, '\n', 'x', ' ', 'y'});
      }
    },
    BRANCH_OF_NOISE {
      @Override
      void to(Path mirror) throws IOException {
        Files.createDirectories(mirror.resolve("refs/heads"));
        Files.writeString(mirror.resolve("refs/heads/main"), "noise");
      }
    },
    BRANCH_TO_NOWHERE {
      @Override
      void to(Path mirror) throws IOException {
        Files.createDirectories(mirror.resolve("refs/heads"));
        Files.writeString(mirror.resolve("refs/heads/main"), "12".repeat(20) + "\n");
      }
    },
    LOCKS_LEFT {
      @Override
      void to(Path mirror) throws IOException {
        for (String locked :
            List.of("HEAD", "config", "packed-refs", "refs/heads/main", "gc.log")) {
          Files.createDirectories(mirror.resolve(locked).getParent());
          Files.createFile(mirror.resolve(locked + ".lock"));
        }
        Files.writeString(mirror.resolve("gc.pid"), "1 localhost");
        Files.writeString(mirror.resolve("objects/incoming_123.pack"), "half a pack");
      }
    };

    abstract void to(Path mirror) throws IOException;

    static Path pack(Path mirror, String kind) throws IOException {
      try (Stream<Path> files = Files.list(mirror.resolve("objects/pack"))) {
        return files.filter(f -> f.toString().endsWith(kind)).findFirst().orElseThrow();
      }
    }

    static void overwrite(Path file, byte[] bytes, int length) throws IOException {
      Files.delete(file);
      Files.write(file, Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_mirror_is_healed_by_a_fetch_after_a_restart(Damage damage) throws IOException {
    Repositories.of(remote, folder.resolve("mirror")).fetch();
    damage.to(folder.resolve("mirror/mirror.git"));
    CommitId three = remote.on("main").file("a", "3").commit("three");

    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));

    assertThat(restarted.fetch()).isEqualTo(new Heads(Optional.of(three), Map.of("v1", one)));
    assertThat(restarted.read(one, "noise", 300_000).orElseThrow()).hasSize(200_000);
    assertThat(restarted.between(Optional.empty(), three)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_mirror_is_healed_by_reading_after_a_restart(Damage damage) throws IOException {
    Repositories.of(remote, folder.resolve("mirror")).fetch();
    damage.to(folder.resolve("mirror/mirror.git"));

    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));

    assertThat(restarted.read(one, "noise", 300_000).orElseThrow()).hasSize(200_000);
    assertThat(text(restarted, two, "a")).isEqualTo("2");
    assertThat(restarted.fetch().head()).contains(two);
  }

  @Test
  void a_mirror_removed_under_us_is_made_anew() throws IOException {
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    repository.fetch();
    Removal.of(folder.resolve("mirror"));

    assertThat(repository.fetch().head()).contains(two);
    assertThat(text(repository, two, "a")).isEqualTo("2");
  }

  @Test
  void a_clone_that_was_killed_halfway_is_begun_again() throws IOException {
    Path halfMade = folder.resolve("mirror/half-made.git/objects/pack");
    Files.createDirectories(halfMade);
    Files.writeString(halfMade.resolve("incoming.pack"), "half");

    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));

    assertThat(repository.fetch().head()).contains(two);
    assertThat(folder.resolve("mirror")).isDirectoryContaining("glob:**/mirror.git");
    assertThat(folder.resolve("mirror/half-made.git")).doesNotExist();
  }

  @Test
  void many_readers_of_a_damaged_mirror_all_get_what_they_asked_for() throws Exception {
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    repository.fetch();
    Damage.NO_PACKS.to(folder.resolve("mirror/mirror.git"));
    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));

    List<Callable<String>> readers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      readers.add(() -> text(restarted, two, "a"));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> read : threads.invokeAll(readers)) {
        assertThat(read.get()).isEqualTo("2");
      }
    }
  }

  @Test
  void threads_that_fetch_and_read_at_once_do_not_disturb_each_other() throws Exception {
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      work.add(() -> repository.fetch().head().equals(Optional.of(two)));
      work.add(() -> text(repository, one, "a").equals("1"));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> right : threads.invokeAll(work)) {
        assertThat(right.get()).isTrue();
      }
    }
  }

  @Test
  void a_silent_far_side_is_given_up_and_holds_up_no_reader() throws Exception {
    Path mirror = folder.resolve("mirror");
    Repositories.of(remote, mirror).fetch();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(30_000);
      Remote quiet =
          Remote.at("http://127.0.0.1:%d/shop.git".formatted(silent.getLocalPort()))
              .patientFor(Duration.ofSeconds(4));
      GitRepository repository = Repositories.of(quiet, mirror);
      try (var threads = Executors.newSingleThreadExecutor()) {
        Future<Heads> fetching = threads.submit(repository::fetch);
        silent.accept(); // The fetch is under way, and will wait for ever.

        assertThat(text(repository, two, "a")).isEqualTo("2");
        assertThat(fetching.isDone()).isFalse();
        assertThatThrownBy(fetching::get)
            .hasCauseInstanceOf(PortException.class)
            .hasMessageContaining("was silent for 4 seconds");
      }
    }
  }

  @Test
  void a_mirror_that_has_grown_many_packs_is_tidied_and_loses_nothing() throws IOException {
    Path packs = folder.resolve("mirror/mirror.git/objects/pack");
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    repository.fetch();
    remote.moveBranch("main", one);
    for (int i = 0; i < 60; i++) {
      remote.on("main").file("a", "next " + i).commit("fix: " + i);
      repository.fetch();
    }
    assertThat(count(packs)).isGreaterThan(60);
    try (Stream<Path> files = Files.list(packs)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }

    GitRepository restarted = Repositories.of(remote, folder.resolve("mirror"));
    restarted.fetch();

    assertThat(count(packs)).isLessThan(10);
    assertThat(text(restarted, two, "a")).isEqualTo("2");
    assertThat(restarted.between(Optional.of(one), remote.head("main"))).hasSize(60);
    assertThat(text(repository, two, "a")).isEqualTo("2");
  }

  @Test
  void only_what_the_branch_has_lost_is_kept_aside() throws IOException {
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    remote.tag("nightly", one);
    remote.tag("passing", one);
    repository.fetch();
    remote.tag("nightly", two);
    remote.deleteTag("passing");
    repository.fetch();
    assertThat(keptAside()).isEmpty();

    remote.moveBranch("main", one);
    remote.tag("nightly", one);
    repository.fetch();
    assertThat(keptAside()).containsExactly("refs/signalbox/kept/" + two);
    repository.fetch();
    assertThat(repository.fetch().tags()).isEqualTo(Map.of("v1", one, "nightly", one));
  }

  private List<String> keptAside() throws IOException {
    Path mirror = folder.resolve("mirror/mirror.git");
    try (Repository copy = new RepositoryBuilder().setGitDir(mirror.toFile()).build()) {
      return copy.getRefDatabase().getRefsByPrefix("refs/signalbox/").stream()
          .map(Ref::getName)
          .toList();
    }
  }

  private static long count(Path packs) throws IOException {
    try (Stream<Path> files = Files.list(packs)) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  @Test
  void a_disk_that_refuses_is_told_with_the_folder() throws IOException {
    Files.writeString(folder.resolve("mirror"), "a file where the folder should be");
    GitRepository repository = Repositories.of(remote, folder.resolve("mirror"));
    assertThatThrownBy(repository::fetch)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot be copied into")
        .hasMessageContaining(folder.resolve("mirror").toString());
  }
}
