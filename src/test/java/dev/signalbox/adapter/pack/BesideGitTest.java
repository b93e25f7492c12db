package dev.signalbox.adapter.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A history by chance, with branches, merges and clocks that differ, read by git and by us.
class BesideGitTest {

  private static final int COMMITS = 400;
  private static final long SEED = 20260302;
  private static final List<String> FOLDERS = List.of("packages/a", "packages/b", "docs", "x/y/z");

  @TempDir Path folder;
  final Random random = new Random(SEED);
  Git git;
  List<CommitId> commits;

  @BeforeEach
  void grow() {
    git = Git.init(folder.resolve("repository"));
    git.run(stream().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet");
    commits = git.commits("rev-list", "--all");
    git.run("gc", "-q", "--aggressive");
  }

  /// Commits of random parents among the last ones, half of them on `main`'s way.
  private String stream() {
    StringBuilder stream = new StringBuilder();
    for (int i = 1; i <= COMMITS; i++) {
      long time = 1_700_000_000L + i * 600L + random.nextInt(3_000);
      String message = "fix: number %d\n\n%s\n".formatted(i, "word ".repeat(random.nextInt(40)));
      stream.append(
          "commit refs/heads/%s\nmark :%d\n".formatted(i % 50 == 0 ? "b" + i : "main", i));
      stream.append("committer Ada <ada@example.org> %d +0000\n".formatted(time));
      stream.append("data %d\n%s\n".formatted(message.length(), message));
      Set<Integer> parents = new HashSet<>();
      for (int p = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1; p > 0 && i > 1; p--) {
        parents.add(Math.max(1, i - 1 - (parents.isEmpty() ? 0 : random.nextInt(30))));
      }
      List<Integer> inOrder = new ArrayList<>(parents);
      inOrder.forEach(p ->
          stream.append(p.equals(inOrder.getFirst()) ? "from" : "merge").append(" :" + p + "\n"));
      String file = FOLDERS.get(random.nextInt(FOLDERS.size())) + "/f" + random.nextInt(5);
      stream.append(
          "M 644 inline %s\ndata %d\n%d\n".formatted(file, String.valueOf(i).length(), i));
    }
    return stream.toString();
  }

  private CommitId any() {
    return commits.get(random.nextInt(commits.size()));
  }

  @Test
  void a_walk_meets_the_same_commits_and_children_come_first() {
    LocalHistory history = PackHistory.open(git.folder());
    for (int i = 0; i < 60; i++) {
      CommitId upTo = any();
      List<CommitId> excluded =
          i % 3 == 0 ? List.of() : i % 3 == 1 ? List.of(any()) : List.of(any(), any());
      var words = new ArrayList<>(List.of("rev-list", "--date-order", upTo.text()));
      excluded.forEach(id -> words.add("^" + id.text()));

      List<Commit> walked = history.between(upTo, excluded);

      assertThat(walked)
          .extracting(Commit::id)
          .as("%s without %s", upTo, excluded)
          .containsExactlyInAnyOrderElementsOf(git.commits(words.toArray(String[]::new)));
      Map<CommitId, Integer> place = new HashMap<>();
      walked.forEach(commit -> place.put(commit.id(), place.size()));
      for (Commit commit : walked) {
        for (CommitId parent : commit.parents()) {
          assertThat(place.getOrDefault(parent, Integer.MAX_VALUE))
              .isGreaterThan(place.getOrDefault(commit.id(), -1));
        }
      }
    }
  }

  @Test
  void first_parents_are_the_same() {
    LocalHistory history = PackHistory.open(git.folder());
    for (int i = 0; i < 20; i++) {
      CommitId upTo = any();
      CommitId without = any();
      var walked = new ArrayList<CommitId>();
      history.walk(upTo, List.of(without), true, commit -> walked.add(commit.id()));
      assertThat(walked)
          .containsExactlyInAnyOrderElementsOf(
              git.commits("rev-list", "--first-parent", upTo.text(), "^" + without.text()));
    }
  }

  @Test
  void ancestors_are_the_same() {
    LocalHistory history = PackHistory.open(git.folder());
    CommitId other = any();
    for (int i = 0; i < 80; i++) {
      CommitId one = any();
      other = i % 8 == 0 ? any() : other;
      assertThat(history.isAncestor(one, other))
          .as("%s in %s", one, other)
          .isEqualTo(gitSays(one, other));
    }
  }

  private boolean gitSays(CommitId one, CommitId other) {
    try {
      git.run("merge-base", "--is-ancestor", one.text(), other.text());
      return true;
    } catch (Git.GitFailed no) {
      assertThat(no.code).isEqualTo(1);
      return false;
    }
  }

  /// Names that begin like others, among thousands that nobody asks for, in order and not.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refs_are_the_same(boolean inOrder) throws IOException {
    StringBuilder refs = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      refs.append("create refs/pull/%d/head %s\n".formatted(i, any()));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String name = "v" + random.nextInt(9) + (random.nextBoolean() ? "." + i : "-" + i);
      names.add(random.nextInt(5) == 0 ? "a/" + name : name);
      refs.append("create refs/tags/%s %s\n".formatted(names.getLast(), any()));
    }
    git.run(refs.toString().getBytes(StandardCharsets.UTF_8), "update-ref", "--stdin");
    for (String name : List.of("v1", "zz", "a/annotated", "v2.0")) {
      names.add(name);
      git.run("tag", "-a", "-m", "m", name, any().text());
    }
    git.run("pack-refs", "--all");
    if (!inOrder) {
      outOfOrder(git.folder().resolve(".git/packed-refs"));
    }
    LocalHistory history = PackHistory.open(git.folder());

    Map<String, CommitId> expected = new HashMap<>();
    names.forEach(name -> expected.put(name, git.id("refs/tags/" + name)));
    assertThat(history.tags()).isEqualTo(expected);
    expected.forEach((name, commit) -> assertThat(history.resolve(name)).as(name).contains(commit));
    assertThat(history.resolve("refs/pull/2999/head")).contains(git.id("refs/pull/2999/head"));
    assertThat(List.of("v", "v1.", "a", "zzz", "refs/pull", "refs/pull/2999/hea"))
        .allMatch(none -> history.resolve(none).isEmpty());
  }

  /// As another program might write it: nothing said of an order, and none kept.
  private static void outOfOrder(Path packed) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(packed)) {
      if (line.startsWith("^")) {
        lines.set(lines.size() - 1, lines.getLast() + "\n" + line);
      } else if (!line.startsWith("#")) {
        lines.add(line);
      }
    }
    Collections.shuffle(lines, new Random(SEED));
    Files.writeString(
        packed, "# pack-refs with: peeled fully-peeled \n" + String.join("\n", lines) + "\n");
  }

  @Test
  void messages_are_the_same() {
    LocalHistory history = PackHistory.open(git.folder());
    CommitId head = git.head();
    history.walk(
        head,
        List.of(),
        false,
        visited -> {
          Commit commit = visited.commit();
          assertThat(git.run("cat-file", "commit", commit.id().text()))
              .endsWith("\n\n" + commit.message());
          return commit.id().text().charAt(0) != '0'; // One in sixteen ends it: git is slow to ask.
        });
  }

  @Test
  void commits_that_touch_a_folder_are_the_same() {
    LocalHistory history = PackHistory.open(git.folder());
    CommitId head = git.head();
    for (String path : FOLDERS) {
      var touching = new ArrayList<CommitId>();
      history.walk(
          head,
          List.of(),
          false,
          commit -> {
            if (commit.parents().size() < 2 && commit.changedAmong(FOLDERS).contains(path)) {
              touching.add(commit.id());
            }
            return true;
          });
      assertThat(touching)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(
              git.commits(
                  "log", "--full-history", "--no-merges", "--format=%H", head.text(), "--", path));
    }
  }
}
