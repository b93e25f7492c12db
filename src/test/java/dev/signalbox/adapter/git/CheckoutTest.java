package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.assumeTheLocaleCanWrite;
import static dev.signalbox.adapter.git.Repositories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What lands in the directory of a checkout, and what never does.
class CheckoutTest {

  @TempDir Path folder;
  Path directory;
  GitRemote remote;
  GitRepository repository;

  @BeforeEach
  void connect() throws IOException {
    remote = GitRemote.in(folder.resolve("remote.git"));
    repository = Repositories.of(remote, folder.resolve("mirror"));
    directory = Files.createDirectory(folder.resolve("work"));
  }

  @Test
  void the_files_of_the_commit_and_nothing_else_are_written() throws IOException {
    CommitId old = remote.on("main").file("a.txt", "old").file("gone.txt", "x").commit("one");
    remote.on("main").file("a.txt", "new").without("gone.txt").commit("two");

    repository.checkout(old, directory);

    assertThat(files()).containsExactly("a.txt", "gone.txt");
    assertThat(directory.resolve("a.txt")).hasContent("old");
  }

  @Test
  void executable_bits_and_links_are_kept_and_submodules_are_empty_directories()
      throws IOException {
    CommitId one = remote.on("main").file("src/plain", "x").commit("one");
    CommitId commit =
        remote
            .on("main")
            .executable("bin/run.sh", "#!/bin/sh")
            .link("latest", "src/plain")
            .link("src/up", "../bin")
            .link("dangling", "src/nowhere/at/all")
            .submodule("lib/other", one)
            .commit("two");

    repository.checkout(commit, directory);

    assertThat(Files.isExecutable(directory.resolve("bin/run.sh"))).isTrue();
    assertThat(Files.isExecutable(directory.resolve("src/plain"))).isFalse();
    assertThat(Files.readSymbolicLink(directory.resolve("latest"))).hasToString("src/plain");
    assertThat(directory.resolve("src/up/run.sh")).hasContent("#!/bin/sh");
    assertThat(Files.isSymbolicLink(directory.resolve("dangling"))).isTrue();
    assertThat(directory.resolve("lib/other")).isEmptyDirectory();
    assertThat(directory.resolve(".git")).doesNotExist();
  }

  @Test
  void attributes_in_the_tree_change_no_byte() throws IOException {
    CommitId commit =
        remote
            .on("main")
            .file(".gitattributes", "* text eol=crlf ident filter=evil export-ignore\n")
            .file("a.txt", "one\ntwo $Id$\n")
            .commit("one");

    repository.checkout(commit, directory);

    assertThat(directory.resolve("a.txt")).hasContent("one\ntwo $Id$\n");
    assertThat(Files.size(directory.resolve("a.txt"))).isEqualTo(13);
  }

  @Test
  void five_thousand_files_are_written() throws IOException {
    GitRemote.Draft draft = remote.on("main");
    for (int i = 0; i < 5_000; i++) {
      draft.file("d%02d/e%d/f%d.txt".formatted(i % 50, i % 7, i), "file " + i);
    }
    CommitId commit = draft.commit("many");

    repository.checkout(commit, directory);

    assertThat(files()).hasSize(5_000);
    assertThat(directory.resolve("d49/e1/f4999.txt")).hasContent("file 4999");
  }

  @Test
  void a_large_file_is_written_whole_and_read_up_to_the_limit() throws IOException {
    byte[] large = new byte[3_000_000];
    new Random(7).nextBytes(large);
    CommitId commit = remote.on("main").file("large.bin", large).commit("one");

    repository.checkout(commit, directory);

    assertThat(Files.readAllBytes(directory.resolve("large.bin"))).isEqualTo(large);
    assertThat(repository.read(commit, "large.bin", 1_000_000).orElseThrow())
        .isEqualTo(Arrays.copyOf(large, 1_000_000));
    assertThat(repository.read(commit, "large.bin", 4_000_000).orElseThrow()).isEqualTo(large);
  }

  @Test
  void only_regular_files_are_read() {
    CommitId one = remote.on("main").file("dir/file", "x").commit("one");
    CommitId commit =
        remote
            .on("main")
            .link("link", "dir/file")
            .link("alias", "dir")
            .submodule("sub", one)
            .executable("run", "y")
            .commit("two");

    assertThat(text(repository, commit, "dir/file")).isEqualTo("x");
    assertThat(text(repository, commit, "run")).isEqualTo("y");
    for (String path :
        new String[] {
          "",
          "/",
          "dir",
          "link",
          "alias/file",
          "sub",
          "sub/x",
          "nothing",
          "/dir/file",
          "dir/../dir/file",
          "../remote.git/HEAD",
          "dir//file",
          "a\0b"
        }) {
      assertThat(repository.read(commit, path, 10)).as(path).isEmpty();
    }
  }

  @Test
  void a_directory_with_something_in_it_is_refused_and_left_alone() throws IOException {
    CommitId commit = remote.on("main").file("a", "x").commit("one");
    Files.writeString(directory.resolve("mine"), "kept");

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not empty");
    assertThat(files()).containsExactly("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "..", "../mirror", "a/../../x", "a/b/../../../x", "//etc"})
  void a_link_out_of_the_directory_is_refused_by_name(String target) throws IOException {
    CommitId commit = remote.on("main").file("a/b/c", "x").link("escape", target).commit("one");

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("symbolic link 'escape'")
        .hasMessageContaining("'" + target + "'");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git",
        ".GIT",
        ".gIt",
        ".git ",
        ".git.",
        "git~1",
        "GIT~1",
        ".g\u200cit",
        "..",
        ".",
        "a/b",
        "../../escape",
        "/absolute"
      })
  void a_name_that_is_a_trick_is_refused(String name) throws IOException {
    ObjectId content = remote.blob("[core]\n".getBytes(StandardCharsets.UTF_8));
    ObjectId inside = tree(entry("config", FileMode.REGULAR_FILE, content));
    for (Entry trick :
        new Entry[] {
          entry(name, FileMode.REGULAR_FILE, content), entry(name, FileMode.TREE, inside)
        }) {
      CommitId commit = remote.on("main").commit("trick", tree(trick));

      assertThatThrownBy(() -> repository.checkout(commit, directory))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("has a file named");
      assertThat(directory).isEmptyDirectory();
    }
    assertThat(folder.resolve("escape")).doesNotExist();
  }

  @Test
  void no_file_is_written_through_a_link_of_the_same_name() throws IOException {
    ObjectId content = remote.blob("owned".getBytes(StandardCharsets.UTF_8));
    ObjectId target = remote.blob("real".getBytes(StandardCharsets.UTF_8));
    ObjectId inside = tree(entry("file", FileMode.REGULAR_FILE, content));
    CommitId commit =
        remote
            .on("main")
            .commit(
                "twice",
                tree(
                    entry("dir", FileMode.SYMLINK, target),
                    entry("dir", FileMode.TREE, inside),
                    entry("real", FileMode.TREE, tree())));

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot be written");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_link_that_says_no_path_is_refused() throws IOException {
    for (String target : new String[] {"", "a\0b", "x".repeat(4096)}) {
      CommitId commit = remote.on("main").file("a", "x").link("odd", target).commit("odd");
      assertThatThrownBy(() -> repository.checkout(commit, directory))
          .isInstanceOf(PortException.class)
          .hasMessageContaining("a symbolic link 'odd' that says no path");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void an_entry_of_an_unknown_kind_is_refused() throws IOException {
    byte[] raw = new byte["60000 device\0".length() + 20];
    byte[] head = "60000 device\0".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, raw, 0, head.length);
    ObjectId tree;
    try (ObjectInserter objects = remote.repository().newObjectInserter()) {
      tree = objects.insert(Constants.OBJ_TREE, raw);
      objects.flush();
    }
    CommitId commit = remote.on("main").commit("device", tree);

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_tree_that_unfolds_into_millions_of_files_is_refused() throws IOException {
    ObjectId level = remote.blob(new byte[0]);
    FileMode mode = FileMode.REGULAR_FILE;
    for (int depth = 0; depth < 8; depth++) {
      Entry[] entries = new Entry[10];
      for (int i = 0; i < 10; i++) {
        entries[i] = entry("n" + i, mode, level);
      }
      level = tree(entries);
      mode = FileMode.TREE;
    }
    CommitId commit = remote.on("main").commit("bomb", level);

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("more than 1,000,000 files");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_checkout_that_fails_halfway_leaves_the_directory_empty() throws IOException {
    String tooLong = "n".repeat(300);
    CommitId commit =
        remote.on("main").file("a", "x").file("b/" + tooLong, "x").link("l", "a").commit("one");

    assertThatThrownBy(() -> repository.checkout(commit, directory))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot be written into " + directory);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void names_that_a_shell_would_obey_are_names() throws IOException {
    assumeTheLocaleCanWrite("\u202E");
    String[] names = {
      "--upload-pack=touch canary",
      "$(touch canary)",
      "`touch canary`",
      "two\nlines",
      "; rm -rf x",
      " leading",
      "-rf",
      "\u202Etxt.exe",
      "tab\there",
      "quote\"'",
      "back\\slash",
      "*",
      "~",
      "aux"
    };
    GitRemote.Draft draft = remote.on("main");
    for (String name : names) {
      draft.file(name, name);
    }
    CommitId commit = draft.commit("names");

    repository.checkout(commit, directory);

    assertThat(files()).containsExactlyInAnyOrder(names);
    for (String name : names) {
      assertThat(text(repository, commit, name)).isEqualTo(name);
    }
    assertThat(Path.of("canary")).doesNotExist();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private record Entry(String name, FileMode mode, ObjectId id) {}

  private static Entry entry(String name, FileMode mode, ObjectId id) {
    return new Entry(name, mode, id);
  }

  /// A tree as no honest git would write it.
  private ObjectId tree(Entry... entries) throws IOException {
    TreeFormatter tree = new TreeFormatter();
    for (Entry entry : entries) {
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      tree.append(name, 0, name.length, entry.mode(), entry.id(), true);
    }
    try (ObjectInserter objects = remote.repository().newObjectInserter()) {
      ObjectId id = objects.insert(tree);
      objects.flush();
      return id;
    }
  }
}
