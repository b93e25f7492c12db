package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.fixture.CuttingProxy;
import dev.signalbox.fixture.GitHttpServer;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A release commit and its tag arrive together or not at all, and never over somebody's work.
class ReleasePushTest {

  private static final Instant NOW = GitRemote.MONDAY.plus(Duration.ofDays(1));

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;
  CommitId one;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("shop.git"));
    one =
        remote
            .on("main")
            .file("pom.xml", "<version>1</version>")
            .executable("deep/run.sh", "V=1")
            .file("other", "stays")
            .commit("feat: one");
    repository = Repositories.of(remote, folder.resolve("mirror"));
  }

  private ReleaseCommit release(CommitId parent, String version) {
    return new ReleaseCommit(
        parent,
        Map.of(
            "pom.xml", FileContent.of("<version>%s</version>".formatted(version)),
            "deep/run.sh", FileContent.of("V=" + version),
            "new/CHANGELOG.md", FileContent.of("# " + version + "\n")),
        "chore(release): v" + version + "\n",
        "v" + version,
        "shop v" + version + "\n",
        NOW);
  }

  @Test
  void commit_and_tag_arrive_together() throws IOException {
    ReleaseResult result = repository.pushRelease(release(one, "2"));

    CommitId head = remote.head("main");
    assertThat(result).isEqualTo(new ReleaseResult.Pushed(head));
    assertThat(remote.tags()).isEqualTo(Map.of("v2", head));
    assertThat(repository.fetch().head()).contains(head);
    Commit commit = repository.between(Optional.of(one), head).getFirst();
    assertThat(commit.parents()).containsExactly(one);
    assertThat(commit.message()).isEqualTo("chore(release): v2\n");
    assertThat(commit.author()).isEqualTo("Signalbox");
    assertThat(commit.authored()).isEqualTo(NOW);
    assertThat(text(repository, head, "pom.xml")).isEqualTo("<version>2</version>");
    assertThat(text(repository, head, "deep/run.sh")).isEqualTo("V=2");
    assertThat(text(repository, head, "new/CHANGELOG.md")).isEqualTo("# 2\n");
    assertThat(text(repository, head, "other")).isEqualTo("stays");
    assertThat(mode(head, "deep/run.sh")).isEqualTo(FileMode.EXECUTABLE_FILE);
    assertThat(mode(head, "new/CHANGELOG.md")).isEqualTo(FileMode.REGULAR_FILE);
  }

  @Test
  void the_same_wish_finds_what_it_did_even_after_the_branch_went_on() {
    repository.pushRelease(release(one, "2"));
    CommitId released = remote.head("main");
    assertThat(repository.pushRelease(release(one, "2")))
        .isEqualTo(new ReleaseResult.AlreadyThere(released));

    remote.on("main").file("other", "more").commit("fix: more");
    GitRepository elsewhere = Repositories.of(remote, folder.resolve("elsewhere"));
    assertThat(elsewhere.pushRelease(release(one, "2")))
        .isEqualTo(new ReleaseResult.AlreadyThere(released));
  }

  @Test
  void a_branch_that_moved_is_left_alone() {
    repository.fetch();
    CommitId two = remote.on("main").file("other", "more").commit("fix: more");
    assertThat(repository.pushRelease(release(one, "2")))
        .isEqualTo(new ReleaseResult.BranchMoved(Optional.of(two)));
    assertThat(remote.head("main")).isEqualTo(two);
    assertThat(remote.tags()).isEmpty();
  }

  @Test
  void a_branch_that_is_gone_is_told() {
    repository.fetch();
    remote.deleteBranch("main");
    assertThat(repository.pushRelease(release(one, "2")))
        .isEqualTo(new ReleaseResult.BranchMoved(Optional.empty()));
  }

  @Test
  void a_taken_tag_leaves_the_branch_where_it_is() {
    remote.tag("v2", one);
    assertThat(repository.pushRelease(release(one, "2"))).isEqualTo(new ReleaseResult.Taken(one));
    assertThat(remote.head("main")).isEqualTo(one);
  }

  @Test
  void a_deleted_tag_comes_back_to_the_commit_it_was_on() {
    repository.pushRelease(release(one, "2"));
    CommitId released = remote.head("main");
    remote.deleteTag("v2");
    assertThat(repository.pushRelease(release(one, "2")))
        .isEqualTo(new ReleaseResult.Pushed(released));
    assertThat(remote.tags()).isEqualTo(Map.of("v2", released));
  }

  @Test
  void of_eight_different_releases_of_a_commit_one_wins() throws Exception {
    assertOneWins(remote.address(), race(remote.address()));
  }

  @Test
  void of_eight_different_releases_one_wins_at_the_real_git() throws Exception {
    assumeTrue(GitHttpServer.isPossible(), "git's http-backend is not on this machine");
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      assertOneWins(server.address("shop.git"), race(server.address("shop.git")));
    }
  }

  private List<ReleaseResult> race(String address) throws Exception {
    List<Callable<ReleaseResult>> racers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      GitRepository racer = Repositories.of(Remote.at(address), folder.resolve("racer-" + i));
      racer.fetch();
      ReleaseCommit mine = release(one, "2." + i);
      racers.add(() -> racer.pushRelease(mine));
    }
    List<ReleaseResult> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<ReleaseResult> result : threads.invokeAll(racers)) {
        results.add(result.get());
      }
    }
    return results;
  }

  private void assertOneWins(String address, List<ReleaseResult> results) {
    CommitId head = remote.head("main");
    assertThat(remote.tags()).as(address).hasSize(1).containsValue(head);
    assertThat(results).containsOnlyOnce(new ReleaseResult.Pushed(head));
    results.remove(new ReleaseResult.Pushed(head));
    assertThat(results).hasSize(7).containsOnly(new ReleaseResult.BranchMoved(Optional.of(head)));
  }

  @Test
  void an_answer_that_is_lost_is_looked_up() throws IOException {
    assumeTrue(GitHttpServer.isPossible(), "git's http-backend is not on this machine");
    try (GitHttpServer server = GitHttpServer.open(folder);
        CuttingProxy network = CuttingProxy.to(server.port())) {
      GitRepository over = over(network.port());
      over.fetch();
      network.loseAnswers("POST /shop.git/git-receive-pack");

      ReleaseResult result = over.pushRelease(release(one, "2"));
      assertThat(network.cuts()).isPositive();
      assertThat(result).isEqualTo(new ReleaseResult.Pushed(remote.head("main")));
      assertThat(remote.tags()).isEqualTo(Map.of("v2", remote.head("main")));
      assertThat(over.pushRelease(release(one, "2")))
          .isEqualTo(new ReleaseResult.AlreadyThere(remote.head("main")));
    }
  }

  @Test
  void a_push_that_never_arrived_is_told_and_the_same_commit_is_pushed_later() throws IOException {
    assumeTrue(GitHttpServer.isPossible(), "git's http-backend is not on this machine");
    try (GitHttpServer server = GitHttpServer.open(folder);
        CuttingProxy network = CuttingProxy.to(server.port())) {
      GitRepository over = over(network.port());
      over.fetch();
      network.loseRequests("POST /shop.git/git-receive-pack");

      assertThatThrownBy(() -> over.pushRelease(release(one, "2")))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("cannot be reached");
      assertThat(remote.head("main")).isEqualTo(one);
      assertThat(remote.tags()).isEmpty();

      network.mend();
      assertThat(over.pushRelease(release(one, "2")))
          .isEqualTo(new ReleaseResult.Pushed(remote.head("main")));
    }
  }

  @Test
  void a_rule_of_the_far_side_is_told_and_nothing_stays_behind() throws IOException {
    assumeTrue(GitHttpServer.isPossible(), "git's http-backend is not on this machine");
    hook("update", "case $1 in refs/heads/*) echo protected; exit 1;; esac");
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository over = over(server.port());
      assertThatThrownBy(() -> over.pushRelease(release(one, "2")))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("did not take the release commit and the tag 'v2': hook declined")
          .hasMessageContaining("let our user push both");
    }
    assertThat(remote.head("main")).isEqualTo(one);
    assertThat(remote.tags()).isEmpty();
  }

  @Test
  void a_far_side_that_cannot_do_both_at_once_is_told_and_gets_nothing() throws Exception {
    assumeTrue(GitHttpServer.isPossible(), "git's http-backend is not on this machine");
    git("config", "receive.advertiseAtomic", "false");
    try (GitHttpServer server = GitHttpServer.open(folder)) {
      GitRepository over = over(server.port());
      assertThatThrownBy(() -> over.pushRelease(release(one, "2")))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("can not change several names at once");
    }
    assertThat(remote.head("main")).isEqualTo(one);
    assertThat(remote.tags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "folder", "../escape", ".git/config", "/etc/passwd", ""})
  void a_path_that_is_no_file_is_refused(String path) {
    CommitId two = remote.on("main").link("link", "pom.xml").file("folder/file", "x").commit("two");
    var wish =
        new ReleaseCommit(
            two, Map.of(path, FileContent.of("x")), "chore(release): v2", "v2", "v2", NOW);
    assertThatThrownBy(() -> repository.pushRelease(wish))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith("'" + path + "' is");
    assertThat(remote.head("main")).isEqualTo(two);
  }

  private GitRepository over(int port) {
    return Repositories.of(
        Remote.at("http://127.0.0.1:%d/shop.git".formatted(port)), folder.resolve("http"));
  }

  private FileMode mode(CommitId commit, String path) throws IOException {
    try (RevWalk walk = new RevWalk(remote.repository());
        TreeWalk entry =
            TreeWalk.forPath(
                remote.repository(), path, walk.parseCommit(Commits.object(commit)).getTree())) {
      return entry.getFileMode(0);
    }
  }

  private void hook(String name, String script) throws IOException {
    Path hook = remote.folder().resolve("hooks").resolve(name);
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void git(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", remote.address()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
