package dev.signalbox.adapter.postgres;

import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Temporary folders that the database's user may pass through, even when the tests run as root.
final class PassableFolder implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) {
    return TestDatabase.passableFolder();
  }
}
