package dev.signalbox.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.CommitId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

  private static final CommitId COMMIT = new CommitId("1".repeat(40));

  @ParameterizedTest
  @CsvSource({
    "git@github.com:o/r.git, https://github.com/o/r/compare/a...b, https://github.com/o/r/pull/7",
    "https://github.com/o/r, https://github.com/o/r/compare/a...b, https://github.com/o/r/pull/7",
    "ssh://git@gitlab.shop.example:2222/g/s/r.git,"
        + " https://gitlab.shop.example/g/s/r/-/compare/a...b,"
        + " https://gitlab.shop.example/g/s/r/-/merge_requests/7",
    "http://gitea.shop.example:3000/o/r.git, http://gitea.shop.example:3000/o/r/compare/a...b,"
        + " http://gitea.shop.example:3000/o/r/pulls/7",
    "https://codeberg.org/o/r.git, https://codeberg.org/o/r/compare/a...b,"
        + " https://codeberg.org/o/r/pulls/7",
    "git@bitbucket.org:o/r.git, https://bitbucket.org/o/r/branches/compare/b%0Da,"
        + " https://bitbucket.org/o/r/pull-requests/7",
  })
  void each_forge_has_its_own_addresses(String origin, String compare, String pullRequest) {
    Links links = Links.of(Optional.of(origin));
    assertThat(links.compare("a", "b")).contains(compare);
    assertThat(links.pageOf(7)).contains(pullRequest);
    assertThat(links.pageOf(COMMIT).orElseThrow()).endsWith(COMMIT.text());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/git/r.git",
    "file:///srv/r.git",
    "https://git.shop.example/o/r",
    "https://github.com/o/r)x"
  })
  void where_a_forge_is_not_known_there_are_no_links(String origin) {
    assertThat(Links.of(Optional.of(origin)).pageOf(COMMIT)).isEmpty();
  }

  @Test
  void a_forge_can_be_said() {
    assertThat(
            Links.of(Optional.of("https://git.shop.example/o/r"), Optional.of(Links.Forge.GITLAB))
                .pageOf(7))
        .contains("https://git.shop.example/o/r/-/merge_requests/7");
  }

  @Test
  void a_tag_can_not_leave_its_address() {
    assertThat(Links.of(Optional.of("git@github.com:o/r.git")).compare("@a/b@1.0.0", "x)(y z"))
        .contains("https://github.com/o/r/compare/%40a/b%401.0.0...x%29%28y%20z");
  }
}
