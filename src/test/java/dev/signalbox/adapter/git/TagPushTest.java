package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.assumeTheLocaleCanWrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.TagResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.jgit.revwalk.RevTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tag is somebody's for ever: the first who puts it there.
class TagPushTest {

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;
  CommitId one;
  CommitId two;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("remote.git"));
    one = remote.on("main").file("a", "1").commit("one");
    two = remote.on("main").file("a", "2").commit("two");
    repository = Repositories.of(remote, folder.resolve("mirror"));
  }

  @Test
  void a_free_name_gets_an_annotated_tag_in_our_name() {
    assertThat(repository.pushTag("v1.0.0", one, "Release 1.0.0\n\n* feat: one\n"))
        .isEqualTo(new TagResult.Pushed());

    assertThat(remote.tags()).isEqualTo(Map.of("v1.0.0", one));
    assertThat(repository.remoteTag("v1.0.0")).contains(one);
    RevTag tag = remote.annotatedTag("v1.0.0");
    assertThat(tag.getFullMessage()).isEqualTo("Release 1.0.0\n\n* feat: one\n");
    assertThat(tag.getTaggerIdent().getName()).isEqualTo("Signalbox");
    assertThat(tag.getTaggerIdent().getEmailAddress()).isEqualTo("signalbox@example.org");
    assertThat(tag.getTaggerIdent().getWhenAsInstant()).isEqualTo(GitRemote.MONDAY);
  }

  @Test
  void a_tag_we_pushed_comes_back_with_the_next_fetch_and_not_before() {
    assertThat(repository.fetch().tags()).isEmpty();
    repository.pushTag("v1", one, "v1");
    assertThat(folder.resolve("mirror/mirror.git/refs/tags/v1")).doesNotExist();
    assertThat(repository.fetch().tags()).isEqualTo(Map.of("v1", one));
  }

  @Test
  void the_same_wish_again_changes_nothing() {
    repository.pushTag("v1", one, "first words");
    RevTag before = remote.annotatedTag("v1");

    assertThat(repository.pushTag("v1", one, "other words"))
        .isEqualTo(new TagResult.AlreadyThere());
    assertThat(remote.annotatedTag("v1").name()).isEqualTo(before.name());
  }

  @Test
  void a_light_tag_on_the_same_commit_counts() {
    remote.lightTag("v1", one);
    assertThat(repository.pushTag("v1", one, "v1")).isEqualTo(new TagResult.AlreadyThere());
    assertThat(repository.remoteTag("v1")).contains(one);
  }

  @Test
  void a_taken_name_stays_with_whom_it_is() {
    remote.tag("v1", two);
    assertThat(repository.pushTag("v1", one, "v1")).isEqualTo(new TagResult.Taken(two));
    assertThat(remote.tags()).isEqualTo(Map.of("v1", two));
    assertThat(repository.fetch().tags()).isEqualTo(Map.of("v1", two));
  }

  @Test
  void a_tag_that_is_not_there_is_not_there_even_if_our_copy_remembers_it() {
    remote.tag("v1", one);
    repository.fetch();
    remote.deleteTag("v1");
    assertThat(repository.remoteTag("v1")).isEmpty();
    assertThat(repository.remoteTag("v")).isEmpty();
  }

  @Test
  void of_eight_who_want_a_name_for_different_commits_one_wins() throws Exception {
    List<Callable<TagResult>> racers = new ArrayList<>();
    List<CommitId> commits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      commits.add(remote.on("main").file("a", "racer " + i).commit("fix: " + i));
    }
    for (int i = 0; i < 8; i++) {
      CommitId mine = commits.get(i);
      GitRepository racer = Repositories.of(remote, folder.resolve("mirror-" + i));
      racer.fetch();
      racers.add(() -> racer.pushTag("v1", mine, "v1"));
    }

    List<TagResult> results = race(racers);

    CommitId winner = repository.remoteTag("v1").orElseThrow();
    assertThat(results.get(commits.indexOf(winner))).isEqualTo(new TagResult.Pushed());
    results.remove(commits.indexOf(winner));
    assertThat(results).hasSize(7).containsOnly(new TagResult.Taken(winner));
  }

  @Test
  void eight_who_want_the_same_tag_all_have_it() throws Exception {
    repository.fetch();
    List<Callable<TagResult>> racers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String words = "words of " + i;
      racers.add(() -> repository.pushTag("v1", one, words));
    }

    assertThat(race(racers))
        .containsOnlyOnce(new TagResult.Pushed())
        .hasOnlyElementsOfTypes(TagResult.Pushed.class, TagResult.AlreadyThere.class);
    assertThat(remote.tags()).isEqualTo(Map.of("v1", one));
  }

  @Test
  void a_push_that_fails_leaves_no_tag_behind() throws IOException {
    repository.fetch();
    // A name that is a folder already cannot be a tag as well.
    remote.tag("v1/a", one);

    assertThatThrownBy(() -> repository.pushTag("v1", one, "v1"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("did not take the tag 'v1'");
    assertThat(remote.tags()).isEqualTo(Map.of("v1/a", one));
    try (Stream<Path> files = Files.walk(folder.resolve("mirror/mirror.git/refs/tags"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "../../escape",
        "/v1",
        "v1/",
        "v1.lock",
        "a\nb",
        "a..b",
        "v:1",
        "a~1",
        "@{x",
        "*"
      })
  void a_name_git_does_not_allow_is_refused_with_a_sentence(String name) {
    assertThatThrownBy(() -> repository.pushTag(name, one, "x"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not a name git allows for a tag.")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> repository.remoteTag(name)).isInstanceOf(PortException.class);
    assertThat(remote.tags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upload-pack=x",
        "$(touch)",
        "`id`",
        ";reboot",
        "v\u202E1",
        "ü",
        "-d",
        "v1.0.0+x"
      })
  void a_strange_name_is_a_name(String name) {
    assumeTheLocaleCanWrite(name);
    assertThat(repository.pushTag(name, one, "$(touch canary)\nsecond line"))
        .isEqualTo(new TagResult.Pushed());
    assertThat(repository.remoteTag(name)).contains(one);
    assertThat(repository.fetch().tags()).isEqualTo(Map.of(name, one));
    assertThat(repository.pushTag(name, two, "x")).isEqualTo(new TagResult.Taken(one));
  }

  @Test
  void a_commit_dropped_by_a_forced_push_can_still_be_tagged() {
    repository.fetch();
    remote.moveBranch("main", one);
    repository.fetch();
    assertThat(repository.pushTag("v0", two, "v0")).isEqualTo(new TagResult.Pushed());
    assertThat(remote.tags()).isEqualTo(Map.of("v0", two));
  }

  private static List<TagResult> race(List<Callable<TagResult>> racers) throws Exception {
    List<TagResult> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(racers.size())) {
      for (Future<TagResult> result : threads.invokeAll(racers)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
