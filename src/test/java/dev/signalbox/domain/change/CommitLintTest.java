package dev.signalbox.domain.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.CommitLint.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with messages, and what they probably meant.
class CommitLintTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feat: a basket",
        "feat(cart)!: another basket\n\nBREAKING CHANGE: bags are gone",
        "Revert \"feat: a basket\"\n\nThis reverts commit 1a2b3c4d.",
        "Reapply \"feat: a basket\"",
        "Merge branch 'basket'",
        "Merge pull request #12 from mia/basket\n\nfeat: a basket",
        "fix: the sum (#12)",
        "fix: and so on ..."
      })
  void a_good_message_has_no_findings(String message) {
    assertThat(check(message)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feature(x) - add          | no-colon                 | 11 | feat(x): add
          feature: a basket         | unknown-type             | 1  | feat: a basket
          faet: a basket            | unknown-type             | 1  | feat: a basket
          refcator(cart): names     | unknown-type             | 1  | refactor(cart): names
          bugfix(cart): the sum     | unknown-type             | 1  | fix(cart): the sum
          translation: Danish       | unknown-type             | 1  |
          Feat: a basket            | type-in-capitals         | 1  | feat: a basket
          FIX(cart)!: the sum       | type-in-capitals         | 1  | fix(cart)!: the sum
          feat:a basket             | no-space                 | 6  | feat: a basket
          feat(cart):a basket       | no-space                 | 12 | feat(cart): a basket
          feat:  a basket           | space-in-header          | 7  | feat: a basket
          feat (cart): a basket     | space-in-header          | 5  | feat(cart): a basket
          feat( cart ): a basket    | space-in-header          | 5  | feat(cart): a basket
          feat!(cart): a basket     | exclamation-before-scope | 5  | feat(cart)!: a basket
          feat(): a basket          | empty-scope              | 5  | feat: a basket
          feat: a basket.           | period-at-end            | 15 | feat: a basket
          feat(cart: a basket       | unclosed-scope           | 5  |
          feat a basket             | no-type                  | 1  | feat: a basket
          feat：a basket             | no-colon                 | 5  | feat: a basket
          fix - the sum             | no-type                  | 1  | fix: the sum
          fix[cart]: the sum        | no-type                  | 1  | fix(cart): the sum
          Fix the sum               | no-type                  | 1  | fix: the sum
          Add a basket              | no-type                  | 1  | feat: add a basket
          Added a basket.           | no-type                  | 1  | feat: added a basket
          ✨ feat: a basket          | no-type                  | 1  | feat: a basket
          [SHOP-7] feat: a basket   | no-type                  | 1  | feat(SHOP-7): a basket
          A basket                  | no-type                  | 1  |
          feat:                     | no-description           | 6  |
          fixup! feat: a basket     | autosquash-left-over     | 1  |
          """)
  void a_bad_header_is_named_with_its_place_and_the_better_one(
      String header, String code, int column, String suggestion) {
    List<Finding> findings = check(header);

    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.isError()).isTrue();
    assertThat(finding.line()).isEqualTo(1);
    assertThat(finding.column()).isEqualTo(column);
    assertThat(finding.suggestion().orElse(null)).isEqualTo(suggestion);
  }

  @Test
  void a_suggestion_is_a_good_header() {
    assertThat(check(check("feature(x) - add.").getFirst().suggestion().orElseThrow())).isEmpty();
  }

  @Test
  void a_header_may_have_a_hundred_characters() {
    assertThat(check("feat: " + "x".repeat(94))).isEmpty();
    assertThat(check("feat: " + "x".repeat(94) + " (#12)")).isEmpty();
    assertThat(check("feat: " + "x".repeat(95)))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo("header-too-long");
          assertThat(finding.column()).isEqualTo(101);
        });
  }

  @Test
  void near_misses_are_warnings_at_their_place() {
    assertThat(check("feat: a basket\n\nBREAKING CHANGES: bags are gone"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.isError()).isFalse();
          assertThat(finding.code()).isEqualTo("plural-breaking-changes");
          assertThat(finding.line()).isEqualTo(3);
        });
    assertThat(check("fix: the sum (#12)\n\n* feat!: another basket"))
        .extracting(Finding::code)
        .containsExactly("break-in-squash");
    assertThat(check("fix: the sum\nIt was rounded."))
        .extracting(Finding::code)
        .containsExactly("no-blank-line");
  }

  @Test
  void where_the_scope_must_be_a_ticket_anything_else_is_wrong() {
    MessageRules rules = MessageRules.USUAL.withTicketScope();

    assertThat(CommitLint.check("feat(SHOP-7): a basket", false, rules)).isEmpty();
    assertThat(CommitLint.check("Merge branch 'mia/SHOP-7'", true, rules)).isEmpty();
    assertThat(CommitLint.check("feat(cart): a basket\n\nRefs: SHOP-7", false, rules))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo("scope-is-no-ticket");
          assertThat(finding.column()).isEqualTo(5);
          assertThat(finding.suggestion()).contains("feat(SHOP-7): a basket");
        });
    assertThat(CommitLint.check("feat: a basket", false, rules))
        .singleElement()
        .satisfies(finding -> assertThat(finding.suggestion()).isEmpty());
  }

  @Test
  void a_merge_may_say_anything() {
    assertThat(CommitLint.check("Bring the basket home", true, MessageRules.USUAL)).isEmpty();
  }

  @Test
  void an_empty_message_is_wrong() {
    assertThat(check("\n")).extracting(Finding::code).containsExactly("empty-message");
  }

  private static List<Finding> check(String message) {
    return CommitLint.check(message, false, MessageRules.USUAL);
  }
}
