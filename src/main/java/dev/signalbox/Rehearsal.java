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
    git.tag().setName("v0.9.0-rc.1").setAnnotated(false).call();
    commit("cart/first", "feat: first");
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
    takenBack();
    besideMain();
    commit(
        "cart/i",
        "feat: all of it (#8)\n\n* feat: all of it\n\n---\n\n- fix: a part\n- docs: told\n\nperf: all of it, quicker\n");
    git.tag().setName("desk-v1.0.0").setAnnotated(false).call();
    git.tag().setName("@shop/desk-1.1.0").setAnnotated(false).call();
    commit("libs/counter/package.json", "{\"name\": \"@shop/till\"}");
    commit(".release-please-manifest.json", "{\"libs/counter\": \"1.0.0\"}");
    git.tag().setName("till-v1.0.0").setAnnotated(false).call();
    commit("libs/counter/a", "fix: count");
    git.getRepository()
        .getConfig()
        .setString("remote", "origin", "url", "https://github.com/example/shop.git");
    git.getRepository().getConfig().save();
  }

  /// What takes something back in other words, and what a forge merges.
  private void takenBack() throws IOException, GitAPIException {
    String one = commit("cart/j", "feat: one (#10)");
    String two = commit("cart/j", "fix: two");
    commit("cart/j", "Revert \"feat: one (#10)\"\n\nReverts shop/cart#10\n");
    commit("cart/j", "feat: one (#11)");
    commit("cart/j", "Revert \"feat: one\"");
    commit("cart/j", "fix: less\n\nThis reverts commits %s,\n%s.\n".formatted(one, two));
    commit("cart/j", "build: back\n\nRefs: %s\n".formatted(two));
    commit("cart/j", "revert: fix: two\n\nRefs: %s\n".formatted(two));
    git.branchCreate().setName("wish").call();
    commit("cart/k", "docs: a bell \u0007 and `code`\tand ``more``");
    git.checkout().setName("wish").call();
    commit("cart/l", "feat: a wish\n\nBREAKING CHANGE: it\ngoes\n\n- on\n");
    git.checkout().setName("main").call();
    git.merge()
        .include(git.getRepository().resolve("wish"))
        .setCommit(true)
        .setMessage("Merge pull request #12 from shop/wish\n\nfeat!: a wish\n")
        .call();
  }

  /// Releases that are higher and on no way from here, which one history has by the dozen.
  private void besideMain() throws IOException, GitAPIException {
    git.branchCreate().setName("next").call();
    git.checkout().setName("next").call();
    for (int i = 1; i <= 6; i++) {
      commit("cart/next", "feat: next " + i);
      git.tag().setName("v3.0.0-alpha." + i).setAnnotated(false).call();
    }
    git.checkout().setName("main").call();
    git.tag().setName("v2.1.0-rc.1").setAnnotated(false).call();
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
