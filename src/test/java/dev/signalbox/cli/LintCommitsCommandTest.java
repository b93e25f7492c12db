package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commit messages are checked on the command line.
class LintCommitsCommandTest {

  @TempDir Path folder;

  private GitRemote remote;
  private CommitId released;

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void a_repository_with_a_release() {
    remote = GitRemote.in(folder.resolve("shop.git"));
    remote.on("main").file("a", "0").commit("this was bad long ago");
    released = remote.on("main").file("a", "1").commit("feat: a basket");
    remote.tag("v1.0.0", released);
  }

  @Test
  void nothing_wrong_ends_with_zero() {
    remote.on("main").file("a", "2").commit("fix(cart): the sum");

    assertThat(lint()).isEqualTo(new Said(0, "nothing wrong in 1 message\n", ""));
  }

  @Test
  void a_bad_commit_since_the_last_release_is_named_with_its_place() {
    CommitId bad = remote.on("main").file("a", "2").commit("feature(x) - add");

    Said said = lint();

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out())
        .isEqualTo(
            """
            %s:1:11: error[no-colon]: There is no colon behind the type and scope.
              feature(x) - add
              = feat(x): add
            1 error and 0 warnings in 1 message
            """
                .formatted(bad.brief()));
  }

  @Test
  void warnings_alone_end_with_zero() {
    remote.on("main").file("a", "2").commit("feat: nets\n\nBREAKING CHANGES: bags are gone");

    Said said = lint();

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains(":3:1: warning[plural-breaking-changes]");
  }

  @Test
  void a_range_and_a_revision_say_which_commits_are_meant() {
    CommitId bad = remote.on("main").file("a", "2").commit("A bad one");
    remote.on("main").file("a", "3").commit("fix: a good one");

    assertThat(lint(bad + "..main").exitCode()).isZero();
    assertThat(lint("v1.0.0..main").exitCode()).isEqualTo(1);
    assertThat(lint(bad.text()).exitCode()).isEqualTo(1);
    assertThat(lint("nowhere").exitCode()).isEqualTo(4);
  }

  @Test
  void json_has_an_object_for_each_finding() {
    CommitId bad = remote.on("main").file("a", "2").commit("faet: nets.");

    Said said = lint("-o", "json");

    JsonNode list = JsonMapper.shared().readTree(said.out());
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(list).hasSize(2);
    assertThat(list.get(0).get("sha").asString()).isEqualTo(bad.text());
    assertThat(list.get(0).get("code").asString()).isEqualTo("unknown-type");
    assertThat(list.get(0).get("severity").asString()).isEqualTo("error");
    assertThat(list.get(0).get("suggestion").asString()).isEqualTo("feat: nets");
    assertThat(list.get(1).get("code").asString()).isEqualTo("period-at-end");
  }

  @Test
  void nothing_wrong_is_an_empty_list_in_json() {
    assertThat(lint("-o", "json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void a_message_that_is_being_written_is_read_as_git_reads_it() {
    Path good =
        file(
            """
            feat: nets

            With knots.
            # Please enter the commit message for your changes.
            # ------------------------ >8 ------------------------
            diff --git a/a b/a
            BREAKING CHANGES: in a file
            """);

    assertThat(lint("--message", good.toString()))
        .isEqualTo(new Said(0, "nothing wrong in 1 message\n", ""));
    assertThat(lint("--message", file("Nets\n").toString()).exitCode()).isEqualTo(1);
    assertThat(lint("--message", file("fixup! feat: nets\n").toString()).exitCode()).isZero();
    assertThat(lint("--message", folder.resolve("none").toString()).exitCode()).isEqualTo(4);
  }

  @Test
  void a_wrong_command_line_ends_with_64() {
    assertThat(lint("HEAD", "--message", "x").exitCode()).isEqualTo(64);
    assertThat(lint("-o", "markdown").exitCode()).isEqualTo(64);
    assertThat(lint("--nonsense").exitCode()).isEqualTo(64);
  }

  private Path file(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "message", ".txt"), text);
    } catch (IOException full) {
      throw new java.io.UncheckedIOException(full);
    }
  }

  private Said lint(String... arguments) {
    List<String> words =
        new ArrayList<>(List.of("lint-commits", "--repo", remote.folder().toString()));
    words.addAll(List.of(arguments));
    CommandLine line = new Commands(PackHistory::open).lineFor(words.toArray(String[]::new));
    var out = new StringWriter();
    var err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exitCode = line.execute(words.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
