package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.SourceRepository.Arrival;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever may push may write anything; to us it is text.
class HostileHistoryTest {

  private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("far/side/remote.git"));
    repository = Repositories.of(remote, folder.resolve("our/own/mirror"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch canary)", "`touch canary`", "--upload-pack=touch canary", "a\u0007b\u001B[31mred",
        "\u202Eevil\u202C", "<script>alert(1)</script>", "'; drop table release; --", "日本語"
      })
  void author_and_message_are_kept_as_text(String words) {
    CommitId id =
        remote.on("main").by(words.replaceAll("[<>]", ""), "x").commit(words + "\n\n" + words);

    Commit commit = repository.between(Optional.empty(), id).getFirst();

    assertThat(commit.author()).isEqualTo(words.replaceAll("[<>]", ""));
    assertThat(commit.message()).isEqualTo(words + "\n\n" + words);
    assertThat(Path.of("canary")).doesNotExist();
  }

  @Test
  void what_no_database_can_store_is_made_storable() throws IOException {
    CommitId id =
        rawCommit(
            """
            author A\0da <a\0@x> 99999999999999999 +0000
            committer C <c@x> 1 +0000

            fix: a\0b
            """);

    assertThat(arrived(id))
        .isEqualTo(
            new Commit(
                id,
                List.of(),
                "A\uFFFDda",
                "a\uFFFD@x",
                Instant.parse("9999-12-31T23:59:59Z"),
                "fix: a\uFFFDb\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\nno header at all",
        "author\ncommitter\n\nx",
        "author  <> \ncommitter  <> \n\nx",
        "author A <a@x> -99999999999999999999 +9999\ncommitter C <c@x> nonsense\n\nx",
        "author A <a@x> 1 +0000\ncommitter C <c@x> 1 +0000\nencoding no-such\n\nx",
        "author A <a@x> 1 +0000\ncommitter C <c@x> 1 +0000\nencoding %%%\n\nx",
        "author A <a@x> 1 +0000\ncommitter C <c@x> 1 +0000\nencoding UTF-16\n\nx",
        "author A 1 +0000\ncommitter C 1 +0000\n\n"
      })
  void a_commit_no_git_would_write_is_still_a_commit(String rest) throws IOException {
    CommitId id = rawCommit(rest);

    Commit commit = arrived(id);

    assertThat(commit.id()).isEqualTo(id);
    assertThat(commit.authored()).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(repository.isAncestor(id, id)).isTrue();
    assertThat(repository.read(id, "a", 1)).isEmpty();
  }

  @Test
  void bytes_that_are_no_utf_8_become_text() throws IOException {
    ByteArrayOutputStream commit = new ByteArrayOutputStream();
    commit.writeBytes(("tree " + EMPTY_TREE + "\nauthor Z").getBytes(StandardCharsets.UTF_8));
    commit.write(0xEB); // e with two dots in Latin 1
    commit.writeBytes(
        " <z@x> 1 +0000\ncommitter C <c@x> 1 +0000\n\n".getBytes(StandardCharsets.UTF_8));
    commit.write(0xFC);
    CommitId id = push(commit.toByteArray());

    assertThat(arrived(id).author()).isEqualTo("Zë");
    assertThat(arrived(id).message()).isEqualTo("ü");
  }

  @Test
  void an_author_without_a_name_is_known_by_the_address() {
    CommitId id = remote.on("main").by("", "ada@example.org").commit("one");
    assertThat(repository.between(Optional.empty(), id))
        .extracting(Commit::author)
        .containsExactly("ada@example.org");
  }

  @Test
  void names_the_far_side_must_not_have_do_not_become_paths_of_ours() throws IOException {
    CommitId one = remote.on("main").commit("one");
    remote.lightTag("good", one);
    repository.fetch();
    StringBuilder names = new StringBuilder("# pack-refs with: peeled \n");
    for (String name :
        List.of(
            "refs/tags/../../../../escaped",
            "refs/tags/../heads/escaped",
            "refs/tags//" + folder + "/escaped",
            "refs/tags/x.lock",
            "refs/tags/.hidden",
            "refs/tags/sound")) {
      names.append(one).append(' ').append(name).append('\n');
    }
    Files.writeString(remote.folder().resolve("packed-refs"), names);

    assertThat(repository.fetch().tags()).isEqualTo(Map.of("good", one, "sound", one));
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files)
          .noneMatch(file -> file.toString().contains("escaped") || file.endsWith(".hidden"));
    }
  }

  private Commit arrived(CommitId head) {
    return switch (repository.arrivedSince(Optional.empty(), head)) {
      case Arrival.Commits(List<Commit> commits) -> commits.getFirst();
      case Arrival.HistoryRewritten rewritten -> rewritten.head();
    };
  }

  private CommitId rawCommit(String rest) throws IOException {
    return push(("tree " + EMPTY_TREE + "\n" + rest).getBytes(StandardCharsets.UTF_8));
  }

  private CommitId push(byte[] commit) throws IOException {
    try (ObjectInserter objects = remote.repository().newObjectInserter()) {
      objects.insert(Constants.OBJ_TREE, new byte[0]);
      var id = objects.insert(Constants.OBJ_COMMIT, commit);
      objects.flush();
      RefUpdate update = remote.repository().updateRef("refs/heads/main");
      update.setNewObjectId(id);
      assertThat(update.forceUpdate()).isEqualTo(RefUpdate.Result.NEW);
      return new CommitId(id.name());
    }
  }
}
