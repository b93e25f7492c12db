package dev.signalbox.domain.change;

import static dev.signalbox.domain.change.Commits.commit;
import static dev.signalbox.domain.change.Commits.counting;
import static dev.signalbox.domain.change.Commits.id;
import static dev.signalbox.domain.change.Commits.inARow;
import static dev.signalbox.domain.change.Commits.leftOut;
import static dev.signalbox.domain.change.Commits.read;
import static dev.signalbox.domain.change.Commits.revert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the commits of a range say together.
class ReadCommitsTest {

  @Test
  void a_commit_and_its_revert_both_count_for_nothing() {
    List<ReadCommit> read = read(inARow("feat: a", revert("feat: a", 1), "fix: b"));

    assertThat(counting(read)).containsExactly("fix: b");
    assertThat(leftOut(read, 1)).contains("reverted by 00000002");
    assertThat(leftOut(read, 2)).contains("takes back 00000001");
  }

  @Test
  void a_revert_of_a_revert_restores() {
    List<ReadCommit> read =
        read(inARow("feat: a", revert("feat: a", 1), revert("Revert \"feat: a\"", 2)));

    assertThat(counting(read)).containsExactly("feat: a");
    assertThat(leftOut(read, 2)).contains("reverted by 00000003");
    assertThat(leftOut(read, 3)).contains("takes back 00000002");
  }

  @Test
  void what_was_applied_again_restores() {
    assertThat(
            counting(
                read(
                    inARow(
                        "feat: a",
                        revert("feat: a", 1),
                        "Reapply \"feat: a\"\n\nThis reverts commit " + id(2) + "."))))
        .containsExactly("feat: a");
    assertThat(
            counting(
                read(inARow("feat: a", "Revert \"feat: a\"", "Reapply \"feat: a\""))))
        .containsExactly("feat: a");
  }

  @Test
  void three_reverts_take_back() {
    assertThat(
            counting(
                read(
                    inARow(
                        "feat: a",
                        "Revert \"feat: a\"",
                        "Revert \"Revert \"feat: a\"\"",
                        "Revert \"Revert \"Revert \"feat: a\"\"\""))))
        .isEmpty();
  }

  @Test
  void an_abbreviated_id_is_enough() {
    assertThat(counting(read(inARow("feat: a", "revert: a\n\nThis reverts commit 0000000100."))))
        .isEmpty();
  }

  @Test
  void an_abbreviated_id_that_two_commits_share_names_neither() {
    assertThat(
            counting(
                read(
                    List.of(
                        commit(3, "revert: x\n\nThis reverts commit 0000000.", 2),
                        commit(2, "feat: b", 1),
                        commit(1, "feat: a")))))
        .containsExactly("feat: a", "feat: b", "revert: x");
  }

  @Test
  void a_copy_on_this_branch_is_taken_back_in_place_of_the_original() {
    List<ReadCommit> read =
        read(
            inARow(
                "fix: b", "feat: a\n\n(cherry picked from commit " + id(99) + ")",
                revert("feat: a", 99)));

    assertThat(counting(read)).containsExactly("fix: b");
  }

  @Test
  void the_subject_finds_what_was_rewritten_since() {
    assertThat(counting(read(inARow("feat: a", revert("feat: a", 99))))).isEmpty();
  }

  @Test
  void a_number_that_was_put_behind_the_subject_does_not_hide_it() {
    assertThat(counting(read(inARow("feat: a (#3)", "revert: feat: a")))).isEmpty();
    assertThat(counting(read(inARow("feat: a (#3)", "Revert \"feat: a (#4)\""))))
        .containsExactly("feat: a (#3)", "Revert \"feat: a (#4)\"");
  }

  @Test
  void the_pull_request_finds_what_was_squashed() {
    assertThat(
            counting(
                read(inARow("feat: a (#3)", "Revert \"The title\" (#4)\n\nReverts shop/cart#3"))))
        .isEmpty();
  }

  @Test
  void of_two_with_the_same_subject_one_is_taken_back() {
    List<ReadCommit> once = read(inARow("fix: typo", "fix: typo", "Revert \"fix: typo\""));
    List<ReadCommit> twice =
        read(inARow("fix: typo", "fix: typo", "Revert \"fix: typo\"", "Revert \"fix: typo\""));

    assertThat(counting(once)).containsExactly("fix: typo");
    assertThat(leftOut(once, 2)).contains("reverted by 00000003");
    assertThat(counting(twice)).isEmpty();
  }

  @Test
  void a_revert_of_something_older_counts_by_its_own_statement() {
    List<ReadCommit> read = read(inARow("fix: b", revert("feat: a", 99)));

    assertThat(counting(read)).containsExactly("fix: b", "Revert \"feat: a\"");
    assertThat(read.getFirst().message().statements().getFirst().type()).isEqualTo("revert");
  }

  @Test
  void a_revert_knows_only_what_is_behind_it() {
    List<Commit> commits =
        List.of(
            commit(4, "Merge branch 'side'", 3, 2),
            commit(3, "Revert \"feat: a\"", 1),
            commit(2, "feat: a", 1),
            commit(1, "fix: b"));

    assertThat(counting(read(commits)))
        .containsExactlyInAnyOrder("fix: b", "feat: a", "Revert \"feat: a\"");
  }

  @Test
  void what_is_committed_again_after_its_revert_counts() {
    assertThat(counting(read(inARow("feat: a", revert("feat: a", 1), "feat: a"))))
        .containsExactly("feat: a");
  }

  @Test
  void a_fix_that_takes_back_another_commit_still_counts_itself() {
    List<ReadCommit> read =
        read(inARow("feat: a", "fix: do without\n\nThis reverts commit " + id(1) + "."));

    assertThat(counting(read)).containsExactly("fix: do without");
    assertThat(leftOut(read, 1)).contains("reverted by 00000002");
  }

  @Test
  void a_revert_that_also_takes_back_something_older_counts() {
    List<ReadCommit> read =
        read(
            inARow("feat: a", "revert: a and b\n\nThis reverts commits " + id(1) + ", " + id(99)));

    assertThat(counting(read)).containsExactly("revert: a and b");
    assertThat(leftOut(read, 1)).isPresent();
  }

  @Test
  void the_revert_of_a_merge_takes_back_all_it_brought() {
    List<Commit> commits =
        List.of(
            commit(6, revert("Merge branch 'side'", 5) + "\nreversing\nchanges made to x.", 5),
            commit(5, "Merge branch 'side'", 4, 3),
            commit(4, "fix: on main", 1),
            commit(3, "feat: second", 2),
            commit(2, "feat: first", 1),
            commit(1, "fix: before"));

    assertThat(counting(read(commits))).containsExactly("fix: before", "fix: on main");
  }

  @Test
  void a_merge_without_a_statement_lets_its_commits_speak() {
    List<ReadCommit> read =
        read(
            List.of(
                commit(3, "Merge branch 'side'", 1, 2), commit(2, "feat: a", 1), commit(1, "x")));

    assertThat(leftOut(read, 3)).contains("a merge; its commits speak for themselves");
    assertThat(counting(read)).containsExactly("x", "feat: a");
  }

  @Test
  void a_merge_with_a_title_does_not_repeat_what_its_commits_say() {
    String title = "Merge pull request #12 from mia/a\n\nfeat: a";

    assertThat(
            counting(
                read(
                    List.of(
                        commit(3, title, 1, 2), commit(2, "feat: a", 1), commit(1, "chore: x")))))
        .containsExactly("chore: x", "feat: a");
  }

  @Test
  void a_merge_with_a_title_speaks_for_commits_that_say_nothing() {
    String title = "Merge pull request #12 from mia/a\n\nfeat: a";

    assertThat(read(List.of(commit(3, title, 1, 2), commit(2, "wip", 1))).getFirst().counts())
        .isTrue();
    assertThat(read(List.of(commit(3, title, 1, 2), commit(1, "x"))).getFirst().counts())
        .as("only first parents are known")
        .isTrue();
  }

  @Test
  void a_break_that_only_the_title_of_a_merge_tells_counts() {
    String title = "Merge pull request #12 from mia/a\n\nfeat!: a";

    assertThat(read(List.of(commit(3, title, 1, 2), commit(2, "feat: a", 1))).getFirst().counts())
        .isTrue();
    assertThat(read(List.of(commit(3, title, 1, 2), commit(2, "feat!: a", 1))).getFirst().counts())
        .isFalse();
  }

  @Test
  void a_correction_is_read_in_place_of_the_message() {
    var overrides = new Overrides(Map.of(id(1).text(), "fix: a", "00000002000000", "docs: b"));
    List<ReadCommit> read =
        ReadCommits.of(inARow("feat!: a (#7)", "feat: b"), overrides, MessageRules.USUAL);

    assertThat(read.getLast().message().statements().getFirst().type()).isEqualTo("fix");
    assertThat(read.getLast().message().pullRequest()).contains(7);
    assertThat(read.getFirst().message().statements().getFirst().type()).isEqualTo("docs");
    assertThat(read.getFirst().commit().message()).isEqualTo("feat: b");
  }

  @Test
  void later_corrections_win() {
    Overrides notes = Overrides.ofNotes(Map.of(id(1), "fix: from a note"));
    Overrides config = new Overrides(Map.of(id(1).text(), "fix: from the config"));

    assertThat(notes.and(config).of(id(1))).contains("fix: from the config");
    assertThat(notes.and(config).of(id(2))).isEmpty();
  }

  @Test
  void commits_that_do_not_know_each_other_stand_in_the_order_of_their_list() {
    List<Commit> commits = List.of(commit(2, "Revert \"feat: a\""), commit(1, "feat: a"));

    assertThat(counting(read(commits))).isEmpty();
    assertThat(counting(read(commits.reversed()))).hasSize(2);
  }

  @Test
  void ten_thousand_reverts_of_one_another_are_read_at_once() {
    String[] messages = new String[10_001];
    messages[0] = "feat: a";
    for (int i = 1; i < messages.length; i++) {
      messages[i] = "Revert the last one\n\nThis reverts commit " + id(i) + ".";
    }

    assertThat(counting(read(inARow(messages)))).containsExactly("feat: a");
  }
}
