package dev.signalbox.step;

import dev.signalbox.base.RunId;
import dev.signalbox.disk.Removal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.engine.StepContext;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the commands of a run find their checkout on this machine. A checkout is whole or not
/// there: it is written aside and moved into its place.
public final class Workspaces {

  private final Path root;

  public Workspaces(Path root) {
    this.root = root;
  }

  /// The checkout of a commit for this run, made if it is not there yet.
  public Path checkout(StepContext context, SourceRepository repository, CommitId commit) {
    return existing(context, commit)
        .orElseGet(() -> make(place(context, commit), repository, commit));
  }

  /// The checkout, if an earlier step of this run has left it here.
  public Optional<Path> existing(StepContext context, CommitId commit) {
    Path place = place(context, commit);
    return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
  }

  public void drop(RunId run) {
    delete(root.resolve(run.toString()));
  }

  /// The runs that have something here.
  public List<RunId> kept() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var folders = Files.list(root)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("run_"))
          .map(RunId::parse)
          .toList();
    } catch (IOException broken) {
      throw new PortException("The folder " + root + " can not be read.", broken);
    }
  }

  private Path place(StepContext context, CommitId commit) {
    return root.resolve(context.run().id().toString())
        .resolve(commit.brief() + "-" + context.step().round());
  }

  private static Path make(Path place, SourceRepository repository, CommitId commit) {
    Path aside = place.resolveSibling(place.getFileName() + ".part");
    delete(aside);
    try {
      Files.createDirectories(aside);
      repository.checkout(commit, aside);
      return Files.move(aside, place);
    } catch (IOException broken) {
      throw new PortException(
          "The checkout of %s could not be written to %s: %s."
              .formatted(commit.brief(), place, broken.getMessage()),
          broken);
    }
  }

  private static void delete(Path tree) {
    try {
      Removal.of(tree);
    } catch (IOException broken) {
      throw new PortException("The folder " + tree + " could not be removed.", broken);
    }
  }
}
