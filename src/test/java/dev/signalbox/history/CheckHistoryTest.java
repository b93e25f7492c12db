package dev.signalbox.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.history.CheckedRelease.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Past releases, computed anew.
class CheckHistoryTest {

  private final DrawnHistory history = new DrawnHistory();

  @Test
  void a_release_that_is_just_as_computed_agrees_and_says_why() {
    history.tag("v1.0.0", history.commit("feat: one"));
    history.tag("v1.1.0", history.commit("feat: two"));

    CheckedRelease pair = only(history.commit("chore: later"));
    assertThat(pair.kind()).isEqualTo(Kind.SAME);
    assertThat(pair.agrees()).isTrue();
    assertThat(pair.reason()).startsWith("Minor, because of 1 feature");
  }

  @Test
  void a_release_of_nothing_that_counts_is_at_least_a_patch_and_says_so() {
    history.tag("v1.0.0", history.commit("feat: one"));
    history.tag("v1.0.1", history.commit("chore: two"));

    CheckedRelease pair = only(history.commit("chore: later"));
    assertThat(pair.kind()).isEqualTo(Kind.UNCOUNTED);
    assertThat(pair.agrees()).isTrue();
    assertThat(pair.reason()).contains("No commit counts", "1 chore", "at least a patch");
  }

  @Test
  void what_no_commit_says_cannot_be_computed() {
    history.tag("v1.0.0", history.commit("feat: one"));
    history.tag("v1.1.0", history.commit("A basket"));

    CheckedRelease pair = only(history.commit("chore: later"));
    assertThat(pair.kind()).isEqualTo(Kind.UNSAID);
    assertThat(pair.agrees()).isFalse();
    assertThat(pair.computed()).hasToString("Optional[1.0.1]");
    assertThat(pair.reason()).contains("1 without a convention", "minor, not 1.0.1");
  }

  @Test
  void the_tag_itself_is_never_the_reason_for_what_is_computed() {
    history.tag("v0.9.0", history.commit("feat: one"));
    history.tag("v1.0.0", history.commit("fix: two"));

    CheckedRelease pair = only(history.commit("chore: later"));
    assertThat(pair.computed()).hasToString("Optional[0.9.1]");
    assertThat(pair.kind()).isEqualTo(Kind.HIGHER);
    assertThat(pair.reason()).contains("Release-As: 1.0.0");
  }

  @Test
  void a_footer_that_asks_for_a_version_counts_as_it_did() {
    history.tag("v0.9.0", history.commit("feat: one"));
    history.tag("v1.0.0", history.commit("fix: two\n\nRelease-As: 1.0.0"));

    assertThat(only(history.commit("chore: later")).kind()).isEqualTo(Kind.SAME);
  }

  @Test
  void a_release_whose_predecessor_is_on_another_branch_is_told_apart() {
    CommitId first = history.commit("feat: one");
    history.tag("v1.0.0", first);
    history.tag("v1.0.1", history.on(first, "fix: on a line"));
    CommitId second = history.on(first, "feat: two");
    history.tag("v1.1.0", second);

    assertThat(pairs(second))
        .extracting(p -> p.release().tag(), CheckedRelease::kind, CheckedRelease::comparable)
        .containsExactly(tuple("v1.0.1", Kind.SAME, true), tuple("v1.1.0", Kind.ELSEWHERE, false));
    assertThat(pairs(second).getLast().reason()).contains("v1.0.1", "another branch");
  }

  @Test
  void numbers_that_were_never_released_are_a_difference() {
    history.tag("v1.0.0", history.commit("feat: one"));
    history.tag("v1.0.2", history.commit("fix: two"));

    assertThat(only(history.commit("chore: later")).kind()).isEqualTo(Kind.PASSED_OVER);
  }

  @Test
  void a_component_is_looked_for_where_it_was_then() {
    history.commit("feat: one", "plugins/node/cart/a", ".release-please-manifest.json");
    history.tag("cart-v1.0.0", manifest("plugins/node/cart"));
    history.tag("till-v1.0.0", history.commit("chore: a till", "packages/till/a"));
    history.commit("feat: two", "plugins/node/cart/a");
    history.tag("cart-v1.1.0", history.commit("chore: release"));
    CommitId moved = manifest("packages/cart");
    history.forget(moved, "plugins/node/cart/a");
    CommitId head = history.commit("fix: elsewhere", "packages/cart/a");

    List<CheckedRelease> pairs = new ArrayList<>();
    CheckHistory.of(history, question(head), Optional.of("cart"), pairs::add);
    assertThat(pairs)
        .extracting(CheckedRelease::kind, p -> p.computed().orElseThrow().toString())
        .containsExactly(tuple(Kind.SAME, "1.1.0"));
  }

  @Test
  void the_repository_as_a_whole_is_checked_beside_its_components() {
    history.tag("v1.0.0", history.commit("feat: one", "a"));
    history.tag("v1.1.0", history.commit("feat: two", "a"));
    history.tag("cart-v1.0.0", history.commit("feat: three", "cart/a"));
    CommitId head = history.commit("fix: four", "cart/a");
    history.tag("cart-v1.0.1", head);

    assertThat(pairs(head))
        .extracting(CheckedRelease::component, p -> p.release().tag())
        .containsExactly(
            tuple(Optional.empty(), "v1.1.0"), tuple(Optional.of("cart"), "cart-v1.0.1"));
  }

  @Test
  void settings_that_would_agree_more_are_suggested() {
    history.tag("v0.1.0", history.commit("feat: one"));
    history.tag("v0.1.1", history.commit("feat: two"));
    history.tag("v0.1.2", history.commit("docs: three"));
    CommitId head = history.commit("chore: later");

    assertThat(Suggestions.of(pairs(head)))
        .satisfiesExactly(
            types -> assertThat(types).contains("types: {docs: patch}"),
            zero -> assertThat(zero).contains("1 times", "zero: {feature: patch}"));
  }

  /// A commit that lists where the cart lies.
  private CommitId manifest(String folder) {
    return history.commit("{\"%s\": \"1.0.0\"}".formatted(folder), ".release-please-manifest.json");
  }

  private CheckedRelease only(CommitId head) {
    List<CheckedRelease> pairs = pairs(head);
    assertThat(pairs).hasSize(1);
    return pairs.getFirst();
  }

  private List<CheckedRelease> pairs(CommitId head) {
    List<CheckedRelease> pairs = new ArrayList<>();
    CheckHistory.ofAll(history, question(head), pairs::add);
    return pairs;
  }

  private Question question(CommitId head) {
    return Question.about(history, head, ReleaseRules.USUAL);
  }
}
