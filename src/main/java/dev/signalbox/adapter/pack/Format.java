package dev.signalbox.adapter.pack;

import dev.signalbox.port.PortException;
import java.nio.file.Files;
import java.util.Set;

/// Which kinds of repositories are read, and what helps with the others.
final class Format {

  /// What a repository may say about itself that changes nothing for whoever only reads.
  private static final Set<String> HARMLESS =
      Set.of(
          "noop",
          "noop-v1",
          "preciousobjects",
          "partialclone",
          "worktreeconfig",
          "relativeworktrees");

  private Format() {}

  /// @throws PortException if it is of a kind that is not read
  static void require(GitFolder folder, GitConfig config) {
    if (config.value("extensions.objectformat").filter(hash -> !hash.equals("sha1")).isPresent()) {
      throw new PortException(
          "The repository in %s names its objects by SHA-256, and only SHA-1 is read."
                  .formatted(folder.own())
              + " Work on a clone that names them by SHA-1.");
    }
    if (config.value("extensions.refstorage").filter(form -> !form.equals("files")).isPresent()
        || Files.isDirectory(folder.common().resolve("reftable"))) {
      throw new PortException(
          ("The repository in %s keeps its refs as a reftable, which is not read. Turn them into"
                  + " files with: git refs migrate --ref-format=files")
              .formatted(folder.own()));
    }
    if (config.value("core.repositoryformatversion").orElse("0").equals("0")) {
      return;
    }
    for (String name : config.names("extensions")) {
      if (!HARMLESS.contains(name) && !name.equals("objectformat") && !name.equals("refstorage")) {
        throw new PortException(
            "The repository in %s uses git's extension '%s', which is not known here."
                    .formatted(folder.own(), name)
                + " Work on a plain clone of it.");
      }
    }
  }

  /// Whether the repository was cloned without all of its objects.
  static boolean isPartial(GitConfig config) {
    return config.value("extensions.partialclone").isPresent()
        || config.value("remote.origin.promisor").filter("true"::equals).isPresent();
  }
}
