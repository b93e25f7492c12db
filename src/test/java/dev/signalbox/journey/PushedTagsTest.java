package dev.signalbox.journey;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.release.Release;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People push, move and delete release tags, and push branches with force. Each is noticed once,
/// is answered with a sentence in the audit, and what was released stays what it was.
class PushedTagsTest {

  private static final String FLOW =
      """
      signalbox: 1
      service: tagged
      build:
        - run: cp -r src dist
        - publish: { files: dist, image: embedded/tagged, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits, tag: "v{version}" }
      deploy: { command: "true" }
      environments:
        dev:
          takes: every build
          steps: [deploy, release]
        staging:
          takes: every release
          steps: [deploy]
      """;

  private static final Slug STAGING = new Slug("staging");

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final GitRemote remote = GitRemote.in(folder.resolve("tagged.git"));
  private final CommitId first =
      remote.on("main").file("signalbox.yaml", FLOW).file("src/a.txt", "one").commit("feat: begin");
  private final ServiceId service = lives.add(remote);

  {
    lives.settle(service);
  }

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_tag_on_a_built_commit_makes_a_release_and_the_next_version_follows_it() {
    CommitId chore = push("chore: tidy");
    remote.tag("v9.9.9", chore);
    settle();

    Release released = release("v9.9.9");
    assertThat(released.commit()).isEqualTo(chore);
    assertThat(inStaging()).isEqualTo("v9.9.9");
    assertThat(lives.facts("release-made").getLast().why()).isEqualTo("somebody pushed the tag");

    push("fix: the sum");
    assertThat(remote.tags()).containsKey("v9.9.10");
    assertThat(inStaging()).isEqualTo("v9.9.10");
  }

  @Test
  void a_tag_on_a_commit_beside_the_branch_is_ignored_once_and_counts_for_nothing() {
    remote.moveBranch("aside", first);
    CommitId aside = remote.on("aside").file("src/a.txt", "aside").commit("feat: aside");
    remote.tag("v9.9.9", aside);
    settle();
    settle();

    assertThat(sentences("tag-ignored"))
        .containsExactly(
            "tag v9.9.9 on %s makes no release: this commit was never built here"
                .formatted(aside.brief()));
    push("fix: the sum");
    assertThat(inStaging()).isEqualTo("v1.0.1");
  }

  @Test
  void a_version_whose_tag_is_elsewhere_is_passed_over() {
    remote.moveBranch("aside", first);
    CommitId aside = remote.on("aside").file("src/a.txt", "aside").commit("feat: aside");
    remote.tag("v1.0.1", aside);

    CommitId fix = push("fix: the sum");

    assertThat(remote.tags()).containsEntry("v1.0.1", aside).containsEntry("v1.0.2", fix);
    assertThat(inStaging()).isEqualTo("v1.0.2");
  }

  @Test
  void a_tag_that_is_moved_is_told_once_and_moves_no_release() {
    Release before = release("v1.0.0");
    CommitId chore = push("chore: tidy");

    remote.tag("v1.0.0", chore);
    settle();
    settle();

    assertThat(sentences("tag-moved"))
        .containsExactly(
            "tag v1.0.0 was moved from %s to %s".formatted(first.brief(), chore.brief()));
    assertThat(lives.receiver().messages()).hasSize(1);
    assertThat(release("v1.0.0")).isEqualTo(before);
    push("fix: the sum");
    assertThat(inStaging()).isEqualTo("v1.0.1");
  }

  @Test
  void a_tag_that_is_deleted_is_told_once_and_its_version_is_never_given_again() {
    CommitId fix = push("fix: the sum");
    remote.deleteTag("v1.0.1");
    settle();
    settle();

    assertThat(sentences("tag-deleted"))
        .containsExactly("tag v1.0.1 on %s was deleted".formatted(fix.brief()));
    CommitId next = push("fix: the tax");
    assertThat(remote.tags()).containsEntry("v1.0.2", next);
    assertThat(inStaging()).isEqualTo("v1.0.2");
    assertThat(release("v1.0.1").commit()).isEqualTo(fix);
  }

  @Test
  void a_tag_that_is_deleted_and_comes_back_elsewhere_has_moved() {
    CommitId chore = push("chore: tidy");
    remote.deleteTag("v1.0.0");
    settle();
    remote.tag("v1.0.0", chore);
    settle();
    settle();

    assertThat(sentences("tag-moved"))
        .containsExactly(
            "tag v1.0.0 was moved from %s to %s".formatted(first.brief(), chore.brief()));
    assertThat(release("v1.0.0").commit()).isEqualTo(first);
  }

  @Test
  void a_version_that_was_released_from_a_commit_that_is_gone_is_not_given_again() {
    CommitId gone = push("fix: a mistake");
    remote.moveBranch("main", first);
    remote.deleteTag("v1.0.1");
    CommitId fix = push("fix: the sum");

    assertThat(remote.tags()).containsOnlyKeys("v1.0.0", "v1.0.2");
    assertThat(release("v1.0.2").commit()).isEqualTo(fix);
    assertThat(release("v1.0.1").commit()).isEqualTo(gone);
  }

  @Test
  void tags_of_another_form_are_none_of_ours() {
    for (String tag : List.of("v1.0", "v2.0.0-rc", "v2.0.0+7", "2.0.0", "v02.0.0", "nightly")) {
      remote.tag(tag, first);
    }
    long before = lives.lastFact();
    settle();

    assertThat(lives.lastFact()).isEqualTo(before);
    push("fix: the sum");
    assertThat(inStaging()).isEqualTo("v1.0.1");
  }

  @Test
  void a_branch_that_is_forced_back_is_told_once_and_goes_on_from_there() {
    push("chore: a mistake");
    remote.moveBranch("main", first);
    settle();
    settle();

    assertThat(lives.facts("history-rewritten")).hasSize(1);
    Optional<CommitId> head = lives.database().read(tx -> tx.services().get(service).head());
    assertThat(head).contains(first);
    CommitId next = push("feat: better");
    assertThat(lives.facts("history-rewritten")).hasSize(1);
    assertThat(remote.tags()).containsEntry("v1.1.0", next);
  }

  private CommitId push(String message) {
    CommitId commit = remote.on("main").file("src/a.txt", message).commit(message);
    settle();
    return commit;
  }

  private void settle() {
    lives.settle(service);
  }

  private Release release(String tag) {
    return lives.database().read(tx -> tx.releases().tagged(service, tag)).orElseThrow();
  }

  private String inStaging() {
    return lives
        .database()
        .read(tx -> requireNonNull(tx.deployments().newest(service).get(STAGING)).what().label());
  }

  private List<String> sentences(String kind) {
    return lives.facts(kind).stream().map(FactRecord::sentence).toList();
  }
}
