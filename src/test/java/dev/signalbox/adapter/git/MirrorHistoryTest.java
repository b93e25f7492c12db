package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.disk.Removal;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.LocalHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server asks its mirror what a command asks a work tree, and keeps what it has read.
class MirrorHistoryTest {

  @TempDir Path folder;
  final List<Path> opened = new ArrayList<>();
  GitRemote remote;
  GitRepository repository;

  @BeforeEach
  void fillTheRemote() {
    remote = GitRemote.in(folder.resolve("remote.git"));
    repository =
        new GitRepository(
            Remote.at(remote.address()),
            "main",
            folder.resolve("mirror"),
            Repositories.SIGNALBOX,
            InstantSource.fixed(GitRemote.MONDAY),
            place -> {
              opened.add(place);
              return PackHistory.at(place);
            });
  }

  @Test
  void it_has_what_was_fetched() {
    CommitId one = remote.on("main").file("a", "1").commit("feat: one");
    remote.tag("v1.0.0", one);
    CommitId two = remote.on("main").file("a", "2").commit("fix: two");
    repository.fetch();

    LocalHistory history = repository.history();

    assertThat(history.tags()).containsEntry("v1.0.0", one);
    assertThat(history.between(two, Set.of(one)))
        .isEqualTo(repository.between(Optional.of(one), two))
        .extracting(Commit::message)
        .containsExactly("fix: two");
  }

  @Test
  void the_mirror_is_made_when_it_is_asked_for_first() {
    CommitId one = remote.on("main").commit("feat: one");
    assertThat(repository.history().between(one, Set.of())).hasSize(1);
  }

  @Test
  void a_later_question_reads_only_what_came_since() throws IOException {
    CommitId first = remote.on("main").file("a", "1").commit("feat: one");
    remote.line("main", 50);
    repository.fetch();
    LocalHistory history = repository.history();
    assertThat(history.isAncestor(first, remote.head("main"))).isTrue();
    List<Path> read = packs();

    CommitId last = remote.on("main").file("a", "2").commit("feat: two");
    repository.fetch();
    for (Path pack : read) {
      Files.delete(pack);
    }

    assertThat(repository.history().isAncestor(first, last)).isTrue();
    assertThat(opened).hasSize(1);
  }

  @Test
  void a_mirror_that_was_made_anew_is_opened_anew() throws IOException {
    CommitId one = remote.on("main").file("a", "1").commit("feat: one");
    repository.fetch();
    repository.history();

    Removal.of(folder.resolve("mirror/mirror.git"));
    repository.fetch();

    assertThat(repository.history().between(one, Set.of())).hasSize(1);
    assertThat(opened).hasSize(2);
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("mirror/mirror.git/objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).toList();
    }
  }
}
