package dev.signalbox.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Json;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.port.LocalHistory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever goes from one release to another finds all that there is to do, once and in order.
class UpgradeGuideTest {

  @TempDir Path folder;
  GitRemote remote;

  @BeforeEach
  void release() {
    remote = GitRemote.in(folder.resolve("shop.git"));
    commit("feat: begin");
    tag("v1.0.0");
    commit(
        """
        feat(cart): rows

        Use `rows` instead of `lines`.

        Deprecated-since: 1.1.0
        Deprecated-until: 2.0.0
        Migration: rename lines to rows
          in your templates
        """);
    tag("v1.1.0");
    commit("fix: small");
    tag("v1.1.1");
    commit(
        """
        feat(cart)!: no lines any more

        BREAKING CHANGE: <lines> is gone, use rows
        Deprecated-since: 1.1.0
        Removed-in: 2.0.0
        """);
    CommitId gone = commit("feat!: all is blue\n\nMigration: buy glasses\n");
    commit("Revert \"feat!: all is blue\"\n\nThis reverts commit %s.\n".formatted(gone));
    tag("v2.0.0-rc.1");
    commit("fix: after the candidate\n\nmigration: run it twice\n");
    tag("v2.0.0");
    remote
        .on("main")
        .file("docs/migrations/2.0.0.md", "Take a **backup** first.\n\n\tmake backup\n")
        .file("docs/migrations/v1.0.0.md", "You are there.\n")
        .commit("docs: how to come to 2.0.0");
    commit("feat!: python 4\n");
  }

  private CommitId commit(String message) {
    return remote.on("main").file("a", message).commit(message);
  }

  private void tag(String name) {
    remote.tag(name, remote.head("main"));
  }

  private Decision<UpgradeGuide> guide(String from, Optional<String> to) {
    try (LocalHistory history = PackHistory.open(remote.folder())) {
      Question question =
          Question.about(history, history.resolve("HEAD").orElseThrow(), ReleaseRules.USUAL);
      return new UpgradeGuideReader(history, question, Optional.empty(), "docs/migrations/")
          .between(from, to);
    }
  }

  private UpgradeGuide given(String from, String to) {
    return switch (guide(from, Optional.of(to))) {
      case Decision.Accepted<UpgradeGuide>(UpgradeGuide guide) -> guide;
      case Decision.Refused<UpgradeGuide>(var refusal) ->
          throw new AssertionError(refusal.sentence());
    };
  }

  private static String withoutIds(String page) {
    return page.replaceAll("\\([0-9a-f]{8}\\)", "(commit)");
  }

  @Test
  void everything_between_two_releases_is_told_in_order() {
    assertThat(withoutIds(UpgradeGuideMarkdown.of(given("1.0.0", "v2.0.0"))))
        .isEqualTo(
            """
            # From v1.0.0 to v2.0.0

            2 of the 3 releases in between ask for something. Go through them in this order.

            ## v1.1.0 (2026-03-02)

            ### What to do

            * cart: rename lines to rows in your templates (commit)

            ### Going away

            * cart: rows – deprecated since 1.1.0, removed in 2.0.0 (commit)

            ## v2.0.0 (2026-03-02)

            ### Breaking changes

            * cart: &lt;lines&gt; is gone, use rows – deprecated since 1.1.0, removed in 2.0.0 (commit)

            ### What to do

            * run it twice (commit)

            Take a **backup** first.

            \tmake backup
            """);
  }

  @Test
  void a_terminal_gets_plain_lines() {
    assertThat(withoutIds(UpgradeGuideMarkdown.plain(given("1.1.1", "2.0.0"))))
        .startsWith("# From v1.1.1 to v2.0.0\n")
        .contains(
            "* cart: <lines> is gone, use rows – deprecated since 1.1.0, removed in 2.0.0 (commit)");
  }

  @Test
  void two_ways_after_one_another_are_the_whole_way() {
    var whole = given("1.0.0", "2.0.0").chapters();
    var first = given("1.0.0", "1.1.0").chapters();
    var second = given("1.1.0", "2.0.0").chapters();
    assertThat(whole).hasSize(2).startsWith(first.getFirst()).endsWith(second.getFirst());
    assertThat(first).hasSize(1);
    assertThat(second).hasSize(1);
  }

  @Test
  void releases_that_ask_nothing_are_counted() {
    assertThat(UpgradeGuideMarkdown.of(given("v1.1.0", "v1.1.1")))
        .isEqualTo(
            """
            # From v1.1.0 to v1.1.1

            Nothing to do: none of the 1 releases in between asks for anything.
            """);
  }

  @Test
  void without_an_end_what_is_not_released_yet_is_told_too() {
    var answer = guide("2.0.0", Optional.empty());
    assertThat(answer).isInstanceOf(Decision.Accepted.class);
    UpgradeGuide guide = ((Decision.Accepted<UpgradeGuide>) answer).value();
    assertThat(UpgradeGuideMarkdown.of(guide))
        .contains("# From v2.0.0 to what is there now")
        .contains("## Not released yet")
        .contains("* python 4 (");
  }

  @Test
  void a_way_down_and_an_unknown_release_are_refused() {
    assertThat(guide("2.0.0", Optional.of("1.0.0")))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused ->
                assertThat(refused.refusal().sentence())
                    .contains("v1.0.0 does not come after v2.0.0"));
    assertThat(guide("2.0.0", Optional.of("3.0.0"))).isInstanceOf(Decision.Refused.class);
    assertThat(guide("0.1.0", Optional.of("2.0.0"))).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void programs_get_the_same() {
    String json = Json.write(given("1.1.0", "2.0.0"));
    assertThat(json)
        .contains("\"from\":\"v1.1.0\"", "\"to\":\"v2.0.0\"", "\"releases\":2")
        .contains("\"window\":{\"since\":\"1.1.0\",\"until\":\"2.0.0\"}")
        .contains("\"text\":\"run it twice\"")
        .doesNotContain("glasses");
  }
}
