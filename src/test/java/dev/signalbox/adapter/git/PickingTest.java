package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.WorkingCopy;
import dev.signalbox.port.CherryPick;
import dev.signalbox.port.CherryPick.Picked;
import dev.signalbox.port.CherryPick.Result;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.BranchResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commits are carried over as git itself does it, and a branch moves for nobody but whoever knows
/// where it stands.
class PickingTest {

  private static final Instant NOW = GitRemote.MONDAY.plus(Duration.ofDays(1));

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;
  CommitId base;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("shop.git"));
    base =
        remote
            .on("main")
            .file("prices", "bread 1\nmilk 2\nrice 3\n")
            .executable("run.sh", "V=1\n")
            .commit("feat: prices");
    repository = Repositories.of(remote, folder.resolve("mirror"));
  }

  @Test
  void the_same_wish_makes_the_same_commits_and_keeps_whose_they_are() {
    CommitId feature = remote.on("main").file("cheese", "9").commit("feat: cheese");
    CommitId fix =
        remote
            .on("main")
            .file("prices", "bread 1\nmilk 2\nrice 4\n")
            .by("Jon", "jon@example.org")
            .at(GitRemote.MONDAY.plusSeconds(7))
            .commit("fix: the price of rice");
    CommitId second = remote.on("main").executable("run.sh", "V=2\n").commit("fix: run");

    var wish = new CherryPick(base, List.of(fix, second), NOW);
    List<Picked> picked = clean(repository.pick(wish));

    assertThat(picked).extracting(Picked::commit).containsExactly(fix, second);
    assertThat(picked).extracting(Picked::subject).contains("fix: the price of rice");
    CommitId head = picked.getLast().became();
    assertThat(text(repository, head, "prices")).isEqualTo("bread 1\nmilk 2\nrice 4\n");
    assertThat(text(repository, head, "run.sh")).isEqualTo("V=2\n");
    assertThat(repository.read(head, "cheese", 9)).as("not picked").isEmpty();
    assertThat(repository.isAncestor(feature, head)).isFalse();
    List<Commit> made = repository.between(Optional.of(base), head);
    assertThat(made).hasSize(2);
    assertThat(made.getLast().author()).isEqualTo("Jon");
    assertThat(made.getLast().authored()).isEqualTo(GitRemote.MONDAY.plusSeconds(7));
    assertThat(made.getLast().message())
        .isEqualTo("fix: the price of rice\n\n(cherry picked from commit %s)\n".formatted(fix));

    assertThat(clean(repository.pick(wish))).isEqualTo(picked);
    GitRepository elsewhere = Repositories.of(remote, folder.resolve("elsewhere"));
    assertThat(clean(elsewhere.pick(wish))).as("another server's copy").isEqualTo(picked);
    assertThat(repository.fetchBranch("us-release")).as("nothing was pushed").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fix: one",
        "fix: one\n\nWith a body.\n",
        "fix: one\n\nA body.\n\nReviewed-by: Jon\nCloses: SHOP-7\n",
        "fix: one\n\n(cherry picked from commit 0000000000000000000000000000000000000001)\n",
        "fix: one\n\nA body: with a colon\nand a line without.\n"
      })
  void message_and_files_are_those_that_git_makes(String message) {
    remote.on("main").file("prices", "bread 5\nmilk 2\nrice 3\n").commit("feat: dear bread");
    CommitId fix = remote.on("main").file("prices", "bread 5\nmilk 2\nrice 4\n").commit(message);

    CommitId ours =
        clean(repository.pick(new CherryPick(base, List.of(fix), NOW))).getLast().became();

    var git = WorkingCopy.of(remote, folder.resolve("work"));
    git.git("switch", "-q", "-c", "us-release", base.text());
    git.git("cherry-pick", "-x", fix.text());
    Commit theirs = read(git.head(), git);
    Commit made = repository.between(Optional.of(base), ours).getFirst();
    assertThat(made.message()).isEqualTo(theirs.message());
    assertThat(text(repository, ours, "prices")).isEqualTo(git.git("show", "HEAD:prices"));
  }

  @Test
  void what_a_merge_brought_is_carried_over_as_one_commit() {
    remote.moveBranch("mia/fix", base);
    remote.on("mia/fix").file("one", "1").commit("fix: one");
    remote.on("mia/fix").file("two", "2").commit("fix: two");
    remote.on("main").file("cheese", "9").commit("feat: cheese");
    CommitId merge = remote.merge("mia/fix", "main", "Merge mia/fix");

    CommitId head =
        clean(repository.pick(new CherryPick(base, List.of(merge), NOW))).getLast().became();

    assertThat(text(repository, head, "one") + text(repository, head, "two")).isEqualTo("12");
    assertThat(repository.read(head, "cheese", 9)).isEmpty();
    assertThat(repository.between(Optional.of(base), head)).hasSize(1);
  }

  @Test
  void a_conflict_is_told_with_its_files_and_what_is_there_already_is_told() {
    remote
        .on("main")
        .file("prices", "bread 9\nmilk 9\nrice 9\n")
        .without("run.sh")
        .commit("feat: all is dear");
    CommitId fix =
        remote
            .on("main")
            .file("prices", "bread 9\nmilk 9\nrice 8\n")
            .file("new", "1")
            .commit("fix: rice");
    CommitId other = remote.on("main").file("one", "1").commit("fix: one");

    assertThat(repository.pick(new CherryPick(base, List.of(other, fix), NOW)))
        .isEqualTo(new Result.Conflict(fix, List.of("prices")));
    assertThat(repository.pick(new CherryPick(other, List.of(fix), NOW)))
        .isEqualTo(new Result.Nothing(fix));
    assertThat(repository.pick(new CherryPick(base, List.of(other, other), NOW)))
        .isEqualTo(new Result.Nothing(other));
  }

  @Test
  void a_branch_is_made_and_moved_forward_by_whoever_knows_where_it_stands() {
    CommitId fix = remote.on("main").file("one", "1").commit("fix: one");
    CommitId more = remote.on("main").file("two", "2").commit("fix: two");
    CommitId head = picked(base, fix);
    CommitId next = picked(head, more);

    assertThat(repository.pushBranch("us-release", head, Optional.empty()))
        .isEqualTo(new BranchResult.Pushed());
    assertThat(remote.head("us-release")).isEqualTo(head);
    assertThat(repository.pushBranch("us-release", head, Optional.empty()))
        .as("once more, after a lost answer")
        .isEqualTo(new BranchResult.AlreadyThere());
    assertThat(repository.pushBranch("us-release", next, Optional.of(head)))
        .isEqualTo(new BranchResult.Pushed());
    assertThat(repository.pushBranch("us-release", head, Optional.of(base)))
        .as("somebody was faster")
        .isEqualTo(new BranchResult.Elsewhere(Optional.of(next)));
    assertThat(repository.pushBranch("uk-release", next, Optional.of(head)))
        .as("it was deleted meanwhile")
        .isEqualTo(new BranchResult.Elsewhere(Optional.empty()));
    assertThat(remote.head("us-release")).isEqualTo(next);
    assertThat(repository.fetchBranch("us-release")).contains(next);
  }

  @Test
  void lines_are_followed_beside_the_tracked_branch_and_their_commits_are_kept_when_they_end() {
    CommitId fix = remote.on("main").file("one", "1").commit("fix: one");
    CommitId head = picked(base, fix);
    repository.pushBranch("us-release", head, Optional.empty());
    assertThat(repository.fetch().lines()).as("nobody follows it").isEmpty();

    Set<String> followed = new java.util.HashSet<>(Set.of("us-release", "uk-release"));
    Path mirror = folder.resolve("other");
    GitRepository other =
        new GitRepository(
            Remote.at(remote.address()),
            "main",
            () -> Set.copyOf(followed),
            mirror,
            Repositories.SIGNALBOX,
            java.time.InstantSource.fixed(NOW),
            dev.signalbox.adapter.pack.PackHistory::at);
    assertThat(other.fetch().lines()).isEqualTo(Map.of("us-release", head));
    assertThat(text(other, head, "one")).isEqualTo("1");

    followed.clear();
    remote.deleteBranch("us-release");
    assertThat(other.fetch().lines()).isEmpty();
    assertThat(text(other, head, "one")).as("a run may still need it").isEqualTo("1");
  }

  @Test
  void commits_are_found_by_their_first_digits_in_the_history_that_is_asked() {
    CommitId fix = remote.on("main").file("one", "1").commit("fix: one");
    remote.moveBranch("elsewhere", base);
    CommitId stray = remote.on("elsewhere").file("stray", "1").commit("fix: stray");
    remote.tag("stray", stray);
    repository.fetch();

    assertThat(repository.meantBy(fix.text().substring(0, 9), fix)).containsExactly(fix);
    assertThat(repository.meantBy(fix.text(), fix)).containsExactly(fix);
    assertThat(repository.meantBy(fix.text(), base)).as("it came later").isEmpty();
    assertThat(repository.meantBy(stray.text(), fix)).isEmpty();
    assertThat(repository.meantBy("main", fix)).as("no digits").isEmpty();
    assertThat(repository.meantBy("f".repeat(40), fix)).as("a whole name of nothing").isEmpty();
    assertThatThrownBy(
            () -> repository.pick(new CherryPick(base, List.of(new CommitId("f".repeat(40))), NOW)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not in");
  }

  private CommitId picked(CommitId onto, CommitId commit) {
    return clean(repository.pick(new CherryPick(onto, List.of(commit), NOW))).getLast().became();
  }

  private static List<Picked> clean(Result result) {
    return result instanceof Result.Clean(List<Picked> picked) ? picked : fail(result.toString());
  }

  private Commit read(CommitId commit, WorkingCopy git) {
    git.git("push", "-q", "origin", "HEAD:refs/heads/theirs", commit.text() + ":refs/tags/theirs");
    repository.fetch();
    return repository.between(Optional.of(base), commit).getFirst();
  }
}
