package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in the repository that the code writes itself.
final class Generated {

  private Generated() {}

  /// Fails if the file is stale; with `-Dsignalbox.update=true` it is written anew instead.
  static void isUpToDate(Path file, String text) {
    try {
      if (Boolean.getBoolean("signalbox.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(Files.readString(file))
          .as("%s is stale; run the test with -Dsignalbox.update=true", file)
          .isEqualTo(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
