package dev.signalbox.adapter.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Repositories as git makes them, read without git.
class PackHistoryTest {

  @TempDir Path folder;
  Git git;

  @BeforeEach
  void begin() {
    git = Git.init(folder.resolve("shop"));
  }

  private LocalHistory history() {
    return PackHistory.open(git.folder());
  }

  private static List<CommitId> ids(LocalHistory history, CommitId upTo, CommitId... excluded) {
    return history.between(upTo, List.of(excluded)).stream().map(Commit::id).toList();
  }

  private static List<String> subjects(LocalHistory history, CommitId upTo, CommitId... excluded) {
    return history.between(upTo, List.of(excluded)).stream().map(Commit::subject).toList();
  }

  @Test
  void a_line_of_commits_is_walked_newest_first() {
    CommitId one = git.commit("a", "feat: one");
    git.commit("a", "fix: two");
    CommitId three = git.commit("a", "fix: three\n\nWith a body.\n\nRefs: SHOP-1");

    assertThat(subjects(history(), three)).containsExactly("fix: three", "fix: two", "feat: one");
    assertThat(subjects(history(), three, one)).containsExactly("fix: three", "fix: two");
    Commit read = history().between(three, List.of()).getFirst();
    assertThat(read.author()).isEqualTo("Ada Lovelace");
    assertThat(read.address()).isEqualTo("ada@example.org");
    assertThat(read.message()).isEqualTo("fix: three\n\nWith a body.\n\nRefs: SHOP-1\n");
    assertThat(read.authored()).isEqualTo("2026-03-02T09:02:00Z");
    assertThat(read.parents()).hasSize(1);
  }

  @Test
  void a_walk_ends_where_its_visitor_says_so() {
    git.commit("a", "one");
    CommitId two = git.commit("a", "two");
    var seen = new ArrayList<CommitId>();
    history()
        .walk(
            two,
            List.of(),
            false,
            commit -> {
              seen.add(commit.id());
              return false;
            });
    assertThat(seen).containsExactly(two);
  }

  @Test
  void merges_and_an_octopus_come_after_nothing_that_is_theirs() {
    CommitId base = git.commit("a", "base");
    for (String branch : List.of("x", "y", "z")) {
      git.run("checkout", "-q", "-b", branch, base.text());
      git.commit(branch, "on " + branch);
    }
    git.run("checkout", "-q", "main");
    CommitId octopus = git.merge("octopus", "x", "y", "z");
    CommitId last = git.commit("a", "last");

    assertThat(subjects(history(), last))
        .containsExactly("last", "octopus", "on z", "on y", "on x", "base");
    assertThat(history().between(octopus, Set.of()).getFirst().parents()).hasSize(4);
    var firsts = new ArrayList<CommitId>();
    history().walk(last, List.of(), true, commit -> firsts.add(commit.id()));
    assertThat(firsts).containsExactly(last, octopus, base);
  }

  @Test
  void what_git_packed_with_deltas_is_read_like_what_lies_loose() {
    for (int i = 0; i < 60; i++) {
      git.write("big/file-" + i % 7, "line of text\n".repeat(200) + i);
      git.commit("a", "fix: number " + i + "\n\n" + "the same words again and again ".repeat(20));
    }
    CommitId head = git.head();
    List<Commit> loose = history().between(head, List.of());
    assertThat(git.files("objects/pack", ".pack")).isEmpty();

    git.run("gc", "-q", "--aggressive", "--prune=now");
    assertThat(git.files("objects/pack", ".pack")).hasSize(1);
    assertThat(history().between(head, List.of())).isEqualTo(loose).hasSize(60);

    CommitId newest = git.commit("a", "feat: loose on top of packed");
    assertThat(ids(history(), newest)).hasSize(61).startsWith(newest, head);
  }

  @Test
  void several_packs_and_a_repack_beside_us_are_no_trouble() {
    CommitId one = git.commit("a", "one");
    git.run("repack", "-q", "-d");
    git.commit("a", "two");
    git.run("repack", "-q", "-d");
    CommitId three = git.commit("a", "three");
    LocalHistory open = history();
    assertThat(open.isAncestor(three, three)).isTrue();

    git.run("gc", "-q", "--prune=now");

    assertThat(subjects(open, three)).containsExactly("three", "two", "one");
    assertThat(subjects(open, git.commit("a", "four"), one))
        .containsExactly("four", "three", "two");
  }

  @Test
  void what_was_read_once_is_not_read_again() throws IOException {
    CommitId one = git.commit("a", "feat: one");
    CommitId two = git.commit("a", "feat: two");
    CommitId three = git.commit("a", "fix: three");
    git.run("tag", "v1.0.0", one.text());
    LocalHistory history = history();
    assertThat(subjects(history, three, one)).containsExactly("fix: three", "feat: two");

    CommitId four = git.commit("a", "fix: four");
    git.run("pack-refs", "--all");
    for (CommitId old : List.of(one, two, three)) {
      String name = old.text();
      Files.delete(
          git.folder().resolve(".git/objects/" + name.substring(0, 2) + "/" + name.substring(2)));
    }

    assertThat(history.resolve("HEAD")).contains(four);
    assertThat(history.tags()).containsExactly(Map.entry("v1.0.0", one));
    assertThat(history.isAncestor(one, four)).isTrue();
    assertThat(subjects(history, four, one))
        .containsExactly("fix: four", "fix: three", "feat: two");
  }

  @Test
  void objects_borrowed_from_another_repository_are_found() {
    CommitId one = git.commit("a", "one");
    git.run("gc", "-q");
    git.run("clone", "-q", "--shared", git.folder().toString(), folder.resolve("copy").toString());
    Git copy = Git.in(folder.resolve("copy"));
    CommitId two = copy.commit("b", "two");
    assertThat(ids(PackHistory.open(copy.folder()), two)).containsExactly(two, one);
  }

  @Test
  void the_repository_is_found_from_any_folder_inside() throws IOException {
    CommitId one = git.commit("deep/er/a", "one");
    assertThat(PackHistory.open(git.folder().resolve("deep/er")).resolve("HEAD")).contains(one);
    assertThat(PackHistory.open(git.folder().resolve(".git")).resolve("HEAD")).contains(one);

    git.run("worktree", "add", "-q", "-b", "side", folder.resolve("side").toString());
    Git side = Git.in(folder.resolve("side"));
    CommitId two = side.commit("b", "two");
    LocalHistory linked = PackHistory.open(side.folder().resolve("deep"));
    assertThat(linked.resolve("HEAD")).contains(two);
    assertThat(linked.branch()).contains("side");
    assertThat(linked.resolve("main")).contains(one);

    git.run("clone", "-q", "--bare", git.folder().toString(), folder.resolve("b.git").toString());
    assertThat(PackHistory.open(folder.resolve("b.git")).resolve("side")).contains(two);
    assertThat(PackHistory.at(folder.resolve("b.git")).resolve("HEAD")).contains(one);

    Git outer = Git.init(folder.resolve("outer"));
    outer.run(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        git.folder().toString(),
        "inner");
    assertThat(PackHistory.open(outer.folder().resolve("inner/deep")).resolve("HEAD"))
        .contains(one);
  }

  @Test
  void tags_of_every_kind_lead_to_their_commits_loose_or_packed() {
    CommitId one = git.commit("a", "one");
    CommitId two = git.commit("a", "two");
    git.run("tag", "light", one.text());
    git.run("tag", "-a", "-m", "m", "annotated", one.text());
    git.run("tag", "-a", "-m", "m", "of-a-tag", "annotated");
    git.run("tag", "@scope/pkg@1.2.3", two.text());
    git.run("tag", "of-a-tree", one.text() + "^{tree}");
    git.run("tag", "-a", "-m", "m", "of-a-file", "HEAD:a");
    Map<String, CommitId> expected =
        Map.of("light", one, "annotated", one, "of-a-tag", one, "@scope/pkg@1.2.3", two);
    assertThat(history().tags()).isEqualTo(expected);

    git.run("pack-refs", "--all");
    assertThat(history().tags()).containsAllEntriesOf(expected);
    assertThat(history().isAncestor(history().tags().getOrDefault("of-a-tree", two), one))
        .isFalse();

    git.run("tag", "-f", "light", two.text());
    git.run("tag", "later", two.text());
    assertThat(history().tags()).containsEntry("light", two).containsEntry("later", two);
  }

  @Test
  void a_commit_is_named_in_all_the_ways_of_git() {
    CommitId one = git.commit("a", "one");
    CommitId two = git.commit("a", "two");
    git.run("checkout", "-q", "-b", "topic/x", one.text());
    CommitId side = git.commit("b", "side");
    git.run("checkout", "-q", "main");
    CommitId merge = git.merge("merge", "topic/x");
    git.run("tag", "-a", "-m", "m", "v1", one.text());
    git.run("update-ref", "refs/remotes/origin/main", two.text());
    git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    LocalHistory history = history();

    for (String revision :
        List.of(
            "HEAD",
            "@",
            "main",
            "heads/main",
            "refs/heads/main",
            "topic/x",
            "v1",
            "tags/v1",
            "origin/main",
            "origin",
            merge.text(),
            merge.text().substring(0, 7),
            "HEAD~",
            "HEAD~2",
            "HEAD^2",
            "HEAD^2~1",
            "v1^{commit}",
            "v1^{}",
            "v1^0",
            "HEAD^1^",
            "@~1")) {
      assertThat(history.resolve(revision)).as(revision).contains(git.id(revision));
    }
    assertThat(history.resolve("HEAD^2")).contains(side);
    for (String revision :
        List.of(
            "nowhere",
            "HEAD~99",
            "HEAD^3",
            "",
            "~",
            "../../HEAD",
            "main.lock",
            "-f",
            "a b",
            "HEAD@{1}",
            "v1^{tree}",
            "0".repeat(40),
            "deadbeef",
            "/etc/passwd",
            "refs/heads")) {
      assertThat(history.resolve(revision)).as(revision).isEmpty();
    }
    assertThat(history.branch()).contains("main");
    git.run("checkout", "-q", "--detach", one.text());
    assertThat(history.branch()).isEmpty();
    assertThat(history.resolve("HEAD")).contains(one);
  }

  @Test
  void an_empty_repository_has_a_branch_and_no_commit() {
    assertThat(history().branch()).contains("main");
    assertThat(history().resolve("HEAD")).isEmpty();
    assertThat(history().tags()).isEmpty();
    assertThat(history().notes("refs/notes/signalbox")).isEmpty();
  }

  @Test
  void messages_keep_their_letters_whatever_they_were_written_in() {
    CommitId unicode = git.commit("a", "feat: größer — 日本語 🚂\r\n\r\nbody");
    git.run("config", "i18n.commitEncoding", "ISO-8859-1");
    CommitId latin =
        raw("encoding ISO-8859-1\n\nfix: gr\u00f6\u00dfer", StandardCharsets.ISO_8859_1);
    CommitId unknown = raw("encoding klingon\n\nfix: größer", StandardCharsets.UTF_8);
    CommitId broken = raw("\nfix: gr\u00f6sser", StandardCharsets.ISO_8859_1);

    assertThat(subjects(history(), unicode)).containsExactly("feat: größer — 日本語 🚂");
    assertThat(subjects(history(), latin)).containsExactly("fix: größer");
    assertThat(subjects(history(), unknown)).containsExactly("fix: größer");
    assertThat(subjects(history(), broken)).containsExactly("fix: gr\uFFFDsser");
  }

  @Test
  void a_strange_commit_is_still_one_that_can_be_stored_and_shown() {
    git.commit("a", "one");
    String tree = git.run("rev-parse", "HEAD^{tree}").strip();
    CommitId early =
        object("tree %s\nauthor A <a@b> -5 +0000\ncommitter A <a@b> 0 +0000\n\nm", tree);
    CommitId late =
        object(
            "tree %s\nauthor <a@b> 99999999999999999999 +0000\ncommitter A <a@b> x\n\nn\0n", tree);
    CommitId nobody = object("tree %s\ncommitter\n", tree);

    Commit first = history().between(early, Set.of()).getFirst();
    assertThat(first.authored()).isEqualTo("1970-01-01T00:00:00Z");
    Commit second = history().between(late, Set.of()).getFirst();
    assertThat(second.authored()).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(second.author()).isEqualTo("a@b");
    assertThat(second.message()).isEqualTo("n\uFFFDn");
    Commit third = history().between(nobody, Set.of()).getFirst();
    assertThat(third.author()).isEmpty();
    assertThat(third.message()).isEmpty();
  }

  @Test
  void wrong_clocks_upset_neither_order_nor_ancestry() {
    CommitId root = git.at(2_000_000_000).commit("a", "root");
    CommitId second = git.at(1_000).commit("a", "second");
    git.run("checkout", "-q", "-b", "side");
    CommitId side = git.at(500).commit("b", "side");
    CommitId sideAgain = git.at(400).commit("b", "side again");
    git.run("checkout", "-q", "main");
    CommitId third = git.at(1_900_000_000).commit("a", "third");
    CommitId merge = git.at(1_800_000_000).merge("merge", "side");

    List<CommitId> walked = ids(history(), merge);
    assertThat(walked).hasSize(6).startsWith(merge).endsWith(second, root);
    assertThat(walked.indexOf(sideAgain)).isLessThan(walked.indexOf(side));
    assertThat(history().isAncestor(root, merge)).isTrue();
    assertThat(history().isAncestor(side, merge)).isTrue();
    assertThat(history().isAncestor(side, third)).isFalse();
    assertThat(history().isAncestor(merge, root)).isFalse();
    assertThat(ids(history(), merge, third)).containsExactly(merge, sideAgain, side);
  }

  @Test
  void a_commit_says_which_folders_it_changed() {
    git.write("packages/a/x", "1");
    git.write("packages/b/x", "1");
    git.write("docs/readme", "1");
    CommitId root = git.commit("packages/a/y", "root");
    CommitId inA = git.commit("packages/a/deep/er/z", "in a");
    CommitId docs = git.commit("docs/readme", "docs");
    git.run("checkout", "-q", "-b", "side", root.text());
    CommitId inB = git.commit("packages/b/x", "in b");
    git.run("checkout", "-q", "main");
    CommitId merge = git.merge("merge", "side");
    git.run("rm", "-q", "-r", "packages/b");
    CommitId gone = git.commit("top", "b is gone");
    CommitId empty = git.commit("top", "again");
    git.run("commit", "-q", "--allow-empty", "-m", "nothing");

    var folders = List.of("", "packages/a", "packages/a/deep", "packages/b", "docs", "none", "top");
    var changed = new TreeMap<String, Set<String>>();
    history()
        .walk(
            git.head(),
            List.of(),
            false,
            commit -> {
              changed.put(commit.commit().subject(), commit.changedAmong(folders));
              return true;
            });
    assertThat(changed)
        .containsEntry("root", Set.of("", "packages/a", "packages/b", "docs"))
        .containsEntry("in a", Set.of("", "packages/a", "packages/a/deep"))
        .containsEntry("docs", Set.of("", "docs"))
        .containsEntry("in b", Set.of("", "packages/b"))
        .containsEntry("b is gone", Set.of("", "packages/b", "top"))
        .containsEntry("again", Set.of("", "top"))
        .containsEntry("nothing", Set.of());
    assertThat(changed.get("merge")).isSubsetOf("");
    assertThat(List.of(inA, docs, inB, merge, gone, empty)).doesNotHaveDuplicates();
  }

  @Test
  void files_are_read_as_they_were() {
    git.write("flows/a.yaml", "one");
    git.write("flows/deep/b.yaml", "two");
    git.write("flows/.hidden", "three");
    CommitId one = git.commit("flows/c.yaml", "one");
    CommitId two = git.commit("flows/a.yaml", "two");
    LocalHistory history = history();

    assertThat(history.read(one, "flows/a.yaml").map(String::new)).contains("one");
    assertThat(history.read(two, "flows/a.yaml").map(String::new)).isNotEqualTo(Optional.of("one"));
    assertThat(history.read(one, "flows/deep/b.yaml")).isPresent();
    assertThat(history.read(one, "flows")).isEmpty();
    assertThat(history.read(one, "none/of/it")).isEmpty();
    assertThat(history.read(one, "")).isEmpty();
    assertThat(history.list(one, "flows")).containsExactly(".hidden", "a.yaml", "c.yaml");
    assertThat(history.list(one, "")).isEmpty();
    assertThat(history.list(one, "nowhere")).isEmpty();
  }

  @Test
  void notes_are_read_flat_and_in_their_folders() {
    var expected = new TreeMap<String, String>();
    for (int i = 0; i < 300; i++) {
      CommitId commit = object("tree %s\ncommitter A <a@b> " + i + " +0000\n\nm\n", emptyTree());
      expected.put(commit.text(), "feat: note " + i + "\n");
    }
    StringBuilder stream = new StringBuilder();
    stream.append("commit refs/notes/signalbox\ncommitter A <a@b> 1 +0000\ndata 0\n");
    expected.forEach((commit, text) ->
        stream
            .append("N inline ")
            .append(commit)
            .append("\ndata ")
            .append(text.length())
            .append('\n')
            .append(text)
            .append('\n'));
    git.run(stream.toString().getBytes(StandardCharsets.UTF_8), "fast-import", "--quiet");

    var read = new TreeMap<String, String>();
    history().notes("refs/notes/signalbox").forEach((id, text) -> read.put(id.text(), text));
    assertThat(read).isEqualTo(expected);
    assertThat(history().notes("signalbox")).hasSize(300);
    assertThat(history().notes("refs/notes/none")).isEmpty();
  }

  @Test
  void the_origin_is_a_web_address_without_a_login() {
    assertThat(history().origin()).isEmpty();
    Map.of(
            "git@example.org:owner/repo.git", "https://example.org/owner/repo",
            "ssh://git@example.org:7999/owner/repo.git", "https://example.org/owner/repo",
            "https://ada:secret@example.org/owner/repo.git/", "https://example.org/owner/repo",
            "http://localhost:3000/owner/repo", "http://localhost:3000/owner/repo",
            "git://example.org/repo", "https://example.org/repo")
        .forEach((remote, web) -> {
          git.run("config", "remote.origin.url", remote);
          assertThat(history().origin()).as(remote).contains(web);
        });
    for (String nothing :
        List.of("../elsewhere", "/srv/git/shop.git", "file:///srv/git/shop.git")) {
      git.run("config", "remote.origin.url", nothing);
      assertThat(history().origin()).as(nothing).isEmpty();
    }
  }

  @Test
  void a_shallow_clone_says_so_and_is_read_as_far_as_it_goes() {
    git.commit("a", "one");
    git.commit("a", "two");
    CommitId three = git.commit("a", "three");
    Path cut = folder.resolve("cut");
    git.run("clone", "-q", "--depth", "2", "file://" + git.folder(), cut.toString());
    assertThat(history().shallow()).isFalse();
    LocalHistory shallow = PackHistory.open(cut);
    assertThat(shallow.shallow()).isTrue();
    assertThat(subjects(shallow, three)).containsExactly("three", "two");
  }

  @Test
  void nothing_is_written_anywhere() throws IOException {
    git.commit("a", "one");
    git.run("tag", "-a", "-m", "m", "v1");
    git.run("gc", "-q");
    CommitId two = git.commit("a", "two");
    Map<Path, FileTime> before = times();

    LocalHistory history = history();
    history.between(two, history.tags().values());
    history.resolve("HEAD~1");
    history.notes("x");
    history.list(two, "");
    history.close();

    assertThat(times()).isEqualTo(before);
  }

  private Map<Path, FileTime> times() throws IOException {
    var times = new TreeMap<Path, FileTime>();
    try (Stream<Path> files = Files.walk(git.folder())) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void what_is_no_repository_or_none_we_read_is_refused_with_a_way_out() throws IOException {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    assertRefused(bare, "not in a git repository");
    assertRefused(folder.resolve("nowhere"), "There is no folder");
    assertThatThrownBy(() -> PackHistory.at(git.folder())).isInstanceOf(PortException.class);

    assertRefused(Git.init(folder.resolve("sha256"), "--object-format=sha256").folder(), "SHA-256");

    Path config = git.folder().resolve(".git/config");
    String first = "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\t";
    Files.writeString(config, first + "refStorage = reftable\n");
    assertRefused(git.folder(), "git refs migrate");
    Files.writeString(config, first + "magic = true\n");
    assertRefused(git.folder(), "'magic'");

    Path lost = Files.createDirectories(folder.resolve("lost"));
    Files.writeString(lost.resolve(".git"), "gitdir: ../nowhere/.git\n");
    assertRefused(lost, "git worktree repair");
  }

  @Test
  void an_old_index_is_refused_with_the_command_that_renews_it() {
    CommitId one = git.commit("a", "one");
    git.run("-c", "pack.indexVersion=1", "gc", "-q");
    assertThatThrownBy(() -> ids(history(), one))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("git repack -a -d");
  }

  @Test
  void what_a_partial_clone_lacks_is_said_with_the_command_that_gets_it() {
    CommitId one = git.commit("a", "one");
    git.run("config", "uploadpack.allowFilter", "true");
    Path part = folder.resolve("part");
    git.run(
        "clone", "-q", "--bare", "--filter=blob:none", "file://" + git.folder(), part.toString());
    LocalHistory history = PackHistory.open(part);
    assertThat(ids(history, one)).hasSize(1);
    assertThatThrownBy(() -> history.read(one, "a"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("git fetch --refetch");
  }

  @Test
  void an_object_that_is_far_too_large_is_refused() throws IOException {
    Files.write(git.folder().resolve("huge"), new byte[Limits.OBJECT + 1]);
    CommitId one = git.commit("a", "one");
    assertThatThrownBy(() -> history().read(one, "huge"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("more than");
    git.run("gc", "-q");
    assertThatThrownBy(() -> history().read(one, "huge"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("more than");
  }

  private void assertRefused(Path where, String sentence) {
    assertThatThrownBy(() -> PackHistory.open(where))
        .isInstanceOf(PortException.class)
        .hasMessageContaining(sentence);
  }

  private String emptyTree() {
    return git.run("mktree").strip();
  }

  private CommitId raw(String rest, Charset charset) {
    byte[] bytes =
        "tree %s\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n%s"
            .formatted(emptyTree(), rest)
            .getBytes(charset);
    return object(bytes);
  }

  private CommitId object(String form, String tree) {
    return object(form.formatted(tree).getBytes(StandardCharsets.UTF_8));
  }

  private CommitId object(byte[] bytes) {
    return new CommitId(
        git.run(bytes, "hash-object", "-t", "commit", "-w", "--literally", "--stdin").strip());
  }
}
