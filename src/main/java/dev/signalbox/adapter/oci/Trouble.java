package dev.signalbox.adapter.oci;

import dev.signalbox.base.Inert;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// What went wrong with a file or a connection, in words that end a sentence. The exceptions of the
/// JDK often say no more than a path.
final class Trouble {

  private Trouble() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no " + shown(missing.getFile());
      case AccessDeniedException denied ->
          "this process has no right to touch " + shown(denied.getFile());
      case FileSystemException file when file.getReason() != null ->
          shown(file.getFile()) + ": " + file.getReason();
      case ConnectException refused when refused.getMessage() == null ->
          "nobody answers there, or the name is unknown";
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }

  private static String shown(String file) {
    return file == null ? "file" : Inert.quoted(file);
  }
}
