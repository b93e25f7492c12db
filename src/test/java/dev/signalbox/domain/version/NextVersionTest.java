package dev.signalbox.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which version follows.
class NextVersionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feat(SHOP-7): a basket            | 1.3.0
          fix(SHOP-8): the sum              | 1.2.4
          perf: fewer queries               | 1.2.4
          feat!: another basket             | 2.0.0
          fix(api)!: another sum            | 2.0.0
          FEAT: loud                        | 1.3.0
          feat(SHOP-7):no space             |
          feature: no such type             |
          chore: nothing to see             |
          docs(SHOP-9): words               |
          Merge branch 'x'                  |
          feat                              |
          fix:                              |
          """)
  void a_header_decides(String header, String expected) {
    assertThat(next("1.2.3", header).version().map(Version::toString))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void the_heaviest_change_decides_and_is_named() {
    NextVersion next = next("1.2.3", "fix: one", "feat: two", "chore: three");

    assertThat(next.version()).contains(new Version(1, 3, 0));
    assertThat(next.sentence()).contains("\"feat: two\"").contains("since 1.2.3");
  }

  @Test
  void a_footer_breaks_too_whatever_the_type_says() {
    assertThat(next("1.2.3", "fix: one\n\nBREAKING CHANGE: the field is gone").version())
        .contains(new Version(2, 0, 0));
    assertThat(next("1.2.3", "chore: one\n\nBREAKING-CHANGE: the field is gone").version())
        .contains(new Version(2, 0, 0));
    assertThat(next("1.2.3", "fix: no BREAKING CHANGE: in a subject").version())
        .contains(new Version(1, 2, 4));
  }

  @Test
  void the_first_release_is_one_dot_zero() {
    assertThat(NextVersion.after(Optional.empty(), commits("feat: all of it")).version())
        .contains(new Version(1, 0, 0));
  }

  @Test
  void nothing_that_weighs_releases_nothing_and_says_so() {
    NextVersion next = next("1.2.3", "chore: one", "docs: two");

    assertThat(next.version()).isEmpty();
    assertThat(next.sentence()).contains("nothing to release").contains("2 commits");
  }

  private static NextVersion next(String last, String... messages) {
    return NextVersion.after(Version.parseStable(last), commits(messages));
  }

  private static List<Commit> commits(String... messages) {
    return Arrays.stream(messages)
        .map(message ->
            new Commit(
                new CommitId("%040x".formatted(message.hashCode() & 0xffffL)),
                List.of(),
                "Mia",
                "mia@shop.example",
                Instant.EPOCH,
                message))
        .toList();
  }
}
