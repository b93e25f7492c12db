package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.Arrival;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryHistoryTest {

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("remote.git"));
    repository = Repositories.of(remote, folder.resolve("mirror"));
  }

  @Test
  void first_fetch_says_where_the_branch_and_every_tag_stand() {
    CommitId one = remote.on("main").file("a", "1").commit("one");
    remote.tag("v1.0.0", one);
    CommitId two = remote.on("main").file("a", "2").commit("two");
    remote.lightTag("nightly", two);

    var heads = repository.fetch();

    assertThat(heads.head()).contains(two);
    assertThat(heads.tags()).isEqualTo(Map.of("v1.0.0", one, "nightly", two));
  }

  @Test
  void three_commits_pushed_at_once_arrive_oldest_first() {
    CommitId seen = remote.on("main").commit("seen");
    repository.fetch();
    CommitId one = remote.on("main").commit("one");
    CommitId two = remote.on("main").commit("two");
    CommitId three = remote.on("main").commit("three");
    repository.fetch();

    assertThat(ids(repository.arrivedSince(Optional.of(seen), three)))
        .containsExactly(one, two, three);
    assertThat(ids(repository.arrivedSince(Optional.of(three), three))).isEmpty();
    assertThat(ids(repository.arrivedSince(Optional.empty(), three))).containsExactly(three);
  }

  @Test
  void a_merged_branch_arrives_as_its_merge_alone() {
    CommitId base = remote.on("main").file("a", "1").commit("base");
    remote.moveBranch("feature", base);
    CommitId onFeature = remote.on("feature").file("b", "1").commit("feat: b");
    CommitId onMain = remote.on("main").file("a", "2").commit("fix: a");
    CommitId merge = remote.merge("feature", "main", "Merge feature");
    repository.fetch();

    assertThat(ids(repository.arrivedSince(Optional.of(base), merge)))
        .containsExactly(onMain, merge);
    assertThat(repository.between(Optional.of(base), merge))
        .extracting(Commit::id)
        .containsExactly(merge, onMain, onFeature);
    assertThat(repository.isAncestor(onFeature, merge)).isTrue();
    assertThat(repository.isAncestor(merge, onFeature)).isFalse();
    assertThat(repository.isAncestor(merge, merge)).isTrue();
    assertThat(text(repository, merge, "b")).isEqualTo("1");
  }

  @Test
  void a_forced_push_is_seen_and_the_dropped_commits_can_still_be_read() {
    CommitId base = remote.on("main").file("a", "base").commit("base");
    CommitId dropped = remote.on("main").file("a", "dropped").commit("dropped");
    repository.fetch();
    remote.moveBranch("main", base);
    CommitId instead = remote.on("main").file("a", "instead").commit("instead");

    assertThat(repository.fetch().head()).contains(instead);
    assertThat(repository.arrivedSince(Optional.of(dropped), instead))
        .isInstanceOfSatisfying(
            Arrival.HistoryRewritten.class,
            rewritten -> assertThat(rewritten.head().id()).isEqualTo(instead));
    assertThat(text(repository, dropped, "a")).isEqualTo("dropped");
    assertThat(repository.isAncestor(dropped, instead)).isFalse();
  }

  @Test
  void a_last_commit_that_came_by_a_merge_only_is_not_on_the_branchs_own_line() {
    CommitId base = remote.on("main").commit("base");
    remote.moveBranch("feature", base);
    CommitId onFeature = remote.on("feature").commit("feature");
    remote.on("main").commit("main");
    CommitId merge = remote.merge("feature", "main", "merge");

    assertThat(repository.arrivedSince(Optional.of(onFeature), merge))
        .isInstanceOf(Arrival.HistoryRewritten.class);
  }

  @Test
  void tags_that_moved_or_went_are_seen_as_they_are() {
    CommitId one = remote.on("main").commit("one");
    CommitId two = remote.on("main").commit("two");
    remote.tag("moving", one);
    remote.tag("going", one);
    remote.tag("line", one);
    repository.fetch();

    remote.tag("moving", two);
    remote.deleteTag("going");
    remote.deleteTag("line");
    remote.tag("line/1", two); // A name that is now a folder.

    assertThat(repository.fetch().tags()).isEqualTo(Map.of("moving", two, "line/1", two));
  }

  @Test
  void tags_that_lead_to_no_commit_are_left_out() {
    CommitId one = remote.on("main").commit("one");
    remote.lightTag(
        "key", new CommitId(remote.blob("a public key".getBytes(StandardCharsets.UTF_8)).name()));
    remote.tag("v1", one);

    assertThat(repository.fetch().tags()).isEqualTo(Map.of("v1", one));
  }

  @Test
  void an_empty_repository_has_no_head() {
    assertThat(repository.fetch().head()).isEmpty();
    CommitId first = remote.on("main").commit("first");
    assertThat(repository.fetch().head()).contains(first);
  }

  @Test
  void a_wrong_branch_is_told_with_the_branches_there_are() {
    remote.on("trunk").commit("one");
    assertThatThrownBy(repository::fetch)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("has no branch 'main'. It has 'trunk'.");
  }

  @Test
  void a_commit_nobody_has_is_told_and_not_made_up() {
    remote.on("main").commit("one");
    CommitId unknown = new CommitId("1234567890".repeat(4));
    assertThatThrownBy(() -> repository.read(unknown, "a", 1))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("Commit 12345678 is not in");
    assertThatThrownBy(() -> repository.read(new CommitId("ab".repeat(32)), "a", 1))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void a_gap_of_ten_thousand_commits_is_walked() {
    CommitId first = remote.on("main").commit("first");
    List<CommitId> pushed = remote.line("main", 10_000);
    repository.fetch();
    assertThat(ids(repository.arrivedSince(Optional.of(first), pushed.getLast())))
        .isEqualTo(pushed);
  }

  @Test
  void author_time_and_message_are_what_the_author_wrote() {
    Instant night = Instant.parse("2026-02-01T03:04:05Z");
    CommitId id =
        remote.on("main").by("Zoë", "zoe@example.org").at(night).commit("feat: x\n\nBody.\n");
    assertThat(repository.between(Optional.empty(), id))
        .containsExactly(
            new Commit(id, List.of(), "Zoë", "zoe@example.org", night, "feat: x\n\nBody.\n"));
  }

  private static List<CommitId> ids(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Commits(List<Commit> commits) -> commits.stream().map(Commit::id).toList();
      case Arrival.HistoryRewritten rewritten ->
          throw new AssertionError("history rewritten at " + rewritten.head());
    };
  }
}
