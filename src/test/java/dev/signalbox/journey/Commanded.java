package dev.signalbox.journey;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A small service that is built, deployed and verified by scripts of its own, each of which writes
/// a line into one ledger.
final class Commanded {

  private final GitRemote remote;
  private final Path ledger;
  private GitRemote.Draft draft;

  Commanded(Path folder, String flow) {
    remote = GitRemote.in(folder.resolve("commanded.git"));
    ledger = folder.resolve("ledger");
    draft = remote.on("main").file("signalbox.yaml", flow);
    with("build", "mkdir dist; cp signalbox.yaml dist/");
    with("tests", "");
    with("deploy", "");
    with("verify", "");
  }

  GitRemote remote() {
    return remote;
  }

  /// What a script does after it has written its line, from the next commit on.
  Commanded with(String script, String does) {
    draft.executable(
        script + ".sh",
        "#!/bin/sh\nset -eu\necho \"%s $SIGNALBOX_COMMIT\" >> '%s'\n%s\n"
            .formatted(script, ledger, does));
    return this;
  }

  Commanded file(String path, String text) {
    draft.file(path, text);
    return this;
  }

  CommitId commit(String message) {
    CommitId commit = draft.commit(message);
    draft = remote.on("main");
    return commit;
  }

  /// A commit that its author made at this instant.
  CommitId commit(String message, Instant at) {
    CommitId commit = draft.at(at).commit(message);
    draft = remote.on("main");
    return commit;
  }

  /// All that was really done, in its order.
  List<String> ledger() {
    try {
      return Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<String> ledger(String beginning) {
    return ledger().stream().filter(line -> line.startsWith(beginning)).toList();
  }
}
