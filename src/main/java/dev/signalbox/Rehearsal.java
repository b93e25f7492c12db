package dev.signalbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// A small repository with a bit of everything that history commands read: packed and loose
/// commits, tags of both kinds, a merge, a revert, components.
final class Rehearsal {

  private static final PersonIdent MIA = new PersonIdent("Mia", "mia@shop.example");

  private final Git git;
  private final Path folder;

  private Rehearsal(Git git, Path folder) {
    this.git = git;
    this.folder = folder;
  }

  /// Makes it in a folder that is empty.
  static void make(Path folder) throws IOException {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      new Rehearsal(git, folder).make();
    } catch (GitAPIException broken) {
      throw new IOException(broken);
    }
  }

  private void make() throws IOException, GitAPIException {
    commit(
        "cart/a",
        "feat(cart): begin (#1)\n\nA body.\n\nRefs: SHOP-1\nCo-authored-by: Tom <tom@x>\n");
    git.tag().setName("v1.0.0").setMessage("v1.0.0").setTagger(MIA).setSigned(false).call();
    git.tag().setName("cart-v1.0.0").setAnnotated(false).call();
    git.branchCreate().setName("side").call();
    commit(
        "cart/b", "fix(SHOP-2)!: mend\n\nBREAKING CHANGE: all of it\n  goes\nMigration: do this\n");
    git.checkout().setName("side").call();
    commit("desk/c", "* feat: one\n* fix: two\n");
    git.checkout().setName("main").call();
    git.merge().include(git.getRepository().resolve("side")).setCommit(true).call();
    git.tag().setName("v2.0.0-beta.1").setAnnotated(false).call();
    git.gc().call();
    commit("cart/d", "feat(api): with `code` & <tags>");
    git.tag().setName("v2.0.0").setAnnotated(false).call();
    String quicker = commit("cart/e", "perf: quicker\n\nDeprecated-until: 3.0.0\n");
    commit("desk/f", "Revert \"perf: quicker\"\n\nThis reverts commit " + quicker + ".\n");
    commit("cart/g", "anything (#7)");
    commit("cart/h", "feat(cart): more");
    git.getRepository()
        .getConfig()
        .setString("remote", "origin", "url", "https://github.com/example/shop.git");
    git.getRepository().getConfig().save();
  }

  private String commit(String file, String message) throws IOException, GitAPIException {
    Path written = folder.resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, message);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(message)
        .setAuthor(MIA)
        .setCommitter(MIA)
        .setSign(false)
        .call()
        .name();
  }
}
