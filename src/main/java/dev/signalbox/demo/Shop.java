package dev.signalbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;

/// The demo's shop: a small HTTP service in a real git repository, with people who push to it.
final class Shop implements AutoCloseable {

  private final Path remote;
  private final Git desk;

  private Shop(Path remote, Git desk) {
    this.remote = remote;
    this.desk = desk;
  }

  /// Makes the repository with its history: one commit, released as v1.0.0.
  ///
  /// @param flow the flow file it has at its root
  static Shop open(Path folder, String flow) {
    try {
      Path remote = folder.resolve("storefront.git");
      Git.init()
          .setBare(true)
          .setInitialBranch("main")
          .setDirectory(remote.toFile())
          .call()
          .close();
      Path work = folder.resolve("desk");
      Git desk = Git.init().setInitialBranch("main").setDirectory(work.toFile()).call();
      desk.remoteAdd().setName("origin").setUri(new URIish(remote.toString())).call();
      var shop = new Shop(remote, desk);
      Files.writeString(work.resolve("signalbox.yaml"), flow);
      shop.write(Chapter.HISTORY);
      shop.commit(Chapter.HISTORY);
      desk.tag().setName("v1.0.0").setMessage("storefront v1.0.0").call();
      shop.push(new RefSpec("main"), new RefSpec("refs/tags/v1.0.0"));
      return shop;
    } catch (GitAPIException | IOException | java.net.URISyntaxException broken) {
      throw new IllegalStateException("The demo's repository could not be made.", broken);
    }
  }

  /// Where people clone it from and push to.
  Path remote() {
    return remote;
  }

  /// Makes the change on a branch of its own, merges it with a merge commit, and pushes main.
  ///
  /// @return the merge commit
  String push(Chapter chapter) {
    try {
      desk.checkout().setCreateBranch(true).setName(chapter.branch()).call();
      write(chapter);
      commit(chapter);
      desk.checkout().setName("main").call();
      Repository repository = desk.getRepository();
      desk.merge()
          .include(repository.resolve(chapter.branch()))
          .setFastForward(FastForwardMode.NO_FF)
          .setCommit(false)
          .call();
      String merge =
          desk.commit()
              .setMessage("Merge " + chapter.branch())
              .setAuthor(person(chapter))
              .setCommitter(person(chapter))
              .call()
              .name();
      push(new RefSpec("main"));
      return merge;
    } catch (GitAPIException | IOException broken) {
      throw new IllegalStateException("The demo could not push " + chapter.branch(), broken);
    }
  }

  @Override
  public void close() {
    desk.close();
  }

  private void write(Chapter chapter) throws IOException {
    Path root = desk.getRepository().getWorkTree().toPath();
    for (String name : chapter.files()) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream content =
          Shop.class.getResourceAsStream(
              "/demo/storefront/%s/%s".formatted(chapter.folder(), name))) {
        if (content == null) {
          throw new IOException(name + " of the demo is not in the program");
        }
        Files.writeString(file, new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
      if (name.endsWith(".sh")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private void commit(Chapter chapter) throws GitAPIException {
    desk.add().addFilepattern(".").call();
    desk.commit()
        .setMessage(chapter.message())
        .setAuthor(person(chapter))
        .setCommitter(person(chapter))
        .call();
  }

  private void push(RefSpec... what) throws GitAPIException {
    desk.push().setRemote("origin").setRefSpecs(what).setAtomic(true).call();
  }

  private static PersonIdent person(Chapter chapter) {
    String author = chapter.author();
    return new PersonIdent(author, author.toLowerCase(java.util.Locale.ROOT) + "@shop.example");
  }
}
