package dev.signalbox.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.ReleaseRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The last release of a commit's own history, and what has come since.
class SinceLastTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

  private final DrawnHistory history = new DrawnHistory();

  @Test
  void the_highest_version_in_the_history_is_the_last_and_not_the_nearest() {
    CommitId first = history.commit("feat: one");
    history.tag("v1.3.0", first);
    history.tag("v1.2.5", history.commit("fix: an old line"));
    CommitId head = history.commit("fix: three");

    Since since = since(head);
    assertThat(since.last().orElseThrow().tag()).isEqualTo("v1.3.0");
    assertThat(subjects(since)).containsExactly("fix: three", "fix: an old line");
    assertThat(next(since)).isEqualTo("v1.3.1");
  }

  @Test
  void a_tag_on_another_branch_is_no_predecessor_but_its_version_is_taken() {
    CommitId first = history.commit("feat: one");
    history.tag("v1.2.0", first);
    history.tag("v1.2.1", history.on(first, "fix: on a line"));
    CommitId head = history.on(first, "fix: on main");

    Since since = since(head);
    assertThat(since.last().orElseThrow().tag()).isEqualTo("v1.2.0");
    assertThat(next(since)).isEqualTo("v1.2.2");
    assertThat(since.next(MONDAY).warnings()).singleElement().asString().contains("passed over");
  }

  @Test
  void as_of_a_commit_of_the_past_what_came_later_is_no_obstacle() {
    history.tag("v1.0.0", history.commit("feat: one"));
    CommitId then = history.commit("fix: two");
    history.tag("v1.0.1", history.commit("chore: release"));

    assertThat(next(since(then))).isEqualTo("v1.0.1");
    assertThat(next(accepted(SinceLast.of(history, question(then).strictly(), Optional.empty()))))
        .as("the server gives no version twice")
        .isEqualTo("v1.0.2");
  }

  @Test
  void without_any_tag_everything_is_new() {
    history.commit("feat: one");
    Since since = since(history.commit("fix: two"));

    assertThat(since.last()).isEmpty();
    assertThat(subjects(since)).containsExactly("fix: two", "feat: one");
    assertThat(next(since)).isEqualTo("v1.0.0");
  }

  @Test
  void the_form_of_the_tags_is_the_repository_s_own_and_the_newest_of_them() {
    history.tag("1.0.0", history.commit("feat: one"));
    history.tag("nightly", history.commit("feat: two"));
    history.tag("v1", history.commit("feat: three"));
    assertThat(next(since(history.commit("fix: four")))).isEqualTo("1.1.0");

    history.tag("release-1.1.0", history.commit("chore: another form"));
    assertThat(next(since(history.commit("fix: five")))).isEqualTo("release-1.1.1");
  }

  @Test
  void a_stable_release_tells_what_its_pre_releases_brought() {
    history.tag("v1.2.0", history.commit("feat: one"));
    history.tag("v1.3.0-beta.1", history.commit("feat: two"));
    history.tag("v1.3.0-beta.2", history.commit("fix: three"));
    CommitId head = history.commit("docs: four");

    Since since = since(head);
    assertThat(since.last().orElseThrow().tag()).isEqualTo("v1.2.0");
    assertThat(since.current().orElseThrow().tag()).isEqualTo("v1.3.0-beta.2");
    assertThat(subjects(since)).containsExactly("docs: four", "fix: three", "feat: two");
    assertThat(next(since)).isEqualTo("v1.3.0");
  }

  @Test
  void a_channel_counts_on_and_begins_anew_at_a_bigger_change() {
    history.tag("v1.2.0", history.commit("feat: one"));
    assertThat(beta(history.commit("fix: two"))).isEqualTo("v1.2.1-beta.1");
    history.tag("v1.2.1-beta.1", history.commit("chore: release"));
    assertThat(beta(history.commit("docs: three"))).as("nothing new").isEqualTo("none");
    assertThat(beta(history.commit("fix: four"))).isEqualTo("v1.2.1-beta.2");
    assertThat(beta(history.commit("feat: five"))).isEqualTo("v1.3.0-beta.1");
    history.tag("v1.3.0-beta.1", history.commit("chore: release"));
    assertThat(beta(history.commit("fix: six"))).isEqualTo("v1.3.0-beta.2");
    assertThat(beta(history.commit("feat!: seven"))).isEqualTo("v2.0.0-beta.1");
  }

  @Test
  void a_channel_of_dates_goes_on_with_dates() {
    history.tag("v2.0.0-nightly.20251231", history.commit("feat: one"));
    assertThat(next(since(history.commit("fix: two"), channel("nightly"))))
        .isEqualTo("v2.0.0-nightly.20260105");
    history.tag("v2.0.0-nightly.20260105", history.commit("fix: three"));
    assertThat(next(since(history.commit("fix: four"), channel("nightly"))))
        .isEqualTo("v2.0.0-nightly.20260105.1");
  }

  @Test
  void releases_on_other_branches_are_not_looked_for_in_the_whole_history() {
    CommitId root = history.commit("feat: zero");
    history.tag("v1.0.0", root);
    CommitId head = root;
    for (int i = 0; i < 1000; i++) {
      head = history.on(head, "fix: " + i);
    }
    history.tag("v9.0.0", history.on(head, "chore: a branch"));
    history.tag("v10.0.0-nightly.1", head);
    head = history.on(head, "feat: new");

    Since since = since(head);
    assertThat(subjects(since)).containsExactly("feat: new");
    assertThat(next(since)).isEqualTo("v10.0.0");
    assertThat(history.visits()).isLessThan(20);
    assertThat(since.warnings()).singleElement().asString().contains("on other branches");
  }

  @Test
  void the_way_to_the_last_release_is_all_that_is_walked() {
    CommitId head = history.commit("feat: one");
    for (int i = 0; i < 500; i++) {
      history.tag("v1.0." + i, head);
      head = history.on(head, "fix: " + i);
    }
    assertThat(next(since(head))).isEqualTo("v1.0.500");
    assertThat(history.visits()).isLessThan(5);
  }

  @Test
  void components_count_their_own_commits_in_one_walk() {
    history.commit("feat: all", "packages/cart/a", "libs/till/b");
    history.tag("cart-v1.0.0", history.commit("chore: release"));
    history.tag("@shop/till@2.0.0", history.commit("chore: release"));
    history.commit("fix: the cart", "packages/cart/a");
    history.commit("feat: the till", "libs/till/b");
    CommitId head = history.commit("feat: the docs", "docs/c");

    List<Since> all = accepted(SinceLast.ofAll(history, question(head)));
    assertThat(all).extracting(s -> s.component().name().orElseThrow())
        .containsExactly("@shop/till", "cart");
    assertThat(all).extracting(SinceLastTest::next)
        .containsExactly("@shop/till@2.1.0", "cart-v1.0.1");
    for (Since one : all) {
      Since alone =
          accepted(SinceLast.of(history, question(head), one.component().name()));
      assertThat(alone.commits()).isEqualTo(one.commits());
      assertThat(next(alone)).isEqualTo(next(one));
    }
  }

  @Test
  void a_component_that_nobody_knows_is_refused_with_what_was_meant() {
    history.tag("cart-v1.0.0", history.commit("feat: all", "cart/a"));
    CommitId head = history.commit("feat: more", "till/b");
    history.tag("till-v1.0.0", head);

    assertThat(refusal(SinceLast.of(history, question(head), Optional.of("carts"))).sentence())
        .contains("Did you mean 'cart'?");
    assertThat(refusal(SinceLast.of(history, question(head), Optional.empty())).sentence())
        .contains("cart, till");
  }

  @Test
  void a_component_whose_folder_is_not_found_counts_nothing_and_says_so() {
    history.tag("cart-v1.0.0", history.commit("feat: all", "somewhere/else/cart/a"));
    history.tag("till-v1.0.0", history.commit("feat: till", "till/b"));
    CommitId head = history.commit("feat: more", "somewhere/else/cart/a");

    Since since = accepted(SinceLast.of(history, question(head), Optional.of("cart")));
    assertThat(next(since)).isEqualTo("none");
    assertThat(since.warnings()).singleElement().asString().contains("No folder of 'cart'");
  }

  @Test
  void a_component_that_moved_is_followed() {
    history.commit("feat: all", "cart/a");
    history.tag("till-v1.0.0", history.commit("feat: till", "till/b"));
    history.tag("cart-v1.0.0", history.commit("chore: release"));
    history.commit("feat: before the move", "cart/a");
    CommitId head = history.commit("refactor: move", "cart/a", "packages/cart/a");
    history.forget(head, "cart/a");

    Since since = accepted(SinceLast.of(history, question(head), Optional.of("cart")));
    assertThat(next(since)).isEqualTo("cart-v1.1.0");
  }

  @Test
  void a_shallow_clone_is_refused_with_the_remedy() {
    CommitId head = history.commit("feat: one");
    history.cutOff();
    assertThat(refusal(SinceLast.of(history, question(head), Optional.empty())).sentence())
        .contains("shallow", "git fetch --unshallow --tags");
  }

  @Test
  void the_form_of_the_rules_wins_and_a_new_one_reads_on_from_the_old() {
    history.tag("v1.0.0", history.commit("feat: one"));
    CommitId head = history.commit("feat: two");
    var form = dev.signalbox.domain.version.TagForm.of("shop/{version}");
    ReleaseRules rules =
        new ReleaseRules(
            VersionRules.USUAL.tagged(form),
            ReleaseRules.USUAL.messages(),
            List.of(""),
            List.of());
    assertThat(next(since(head, rules))).isEqualTo("shop/1.1.0");
  }

  private String beta(CommitId at) {
    return next(since(at, channel("beta")));
  }

  private static ReleaseRules channel(String name) {
    return new ReleaseRules(
        VersionRules.USUAL.by(Semver.USUAL.on(Optional.of(name))),
        ReleaseRules.USUAL.messages(),
        List.of(""),
        List.of());
  }

  private Since since(CommitId at) {
    return since(at, ReleaseRules.USUAL);
  }

  private Since since(CommitId at, ReleaseRules rules) {
    return accepted(
        SinceLast.of(history, Question.about(history, at, rules), Optional.empty()));
  }

  private Question question(CommitId at) {
    return Question.about(history, at, ReleaseRules.USUAL);
  }

  private static String next(Since since) {
    NextVersion next = since.next(MONDAY);
    return next.next().map(since::tagOf).orElse("none");
  }

  private static List<String> subjects(Since since) {
    return since.commits().stream().map(ReadCommit::commit).map(c -> c.subject()).toList();
  }

  private static <T> T accepted(Decision<T> decision) {
    return switch (decision) {
      case Decision.Accepted<T>(T value) -> value;
      case Decision.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.sentence());
    };
  }

  private static <T> Refusal refusal(Decision<T> decision) {
    return switch (decision) {
      case Decision.Accepted<T>(T value) -> throw new AssertionError(value);
      case Decision.Refused<T>(Refusal refusal) -> refusal;
    };
  }
}
