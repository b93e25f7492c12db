package dev.signalbox.adapter.oci;

import dev.signalbox.domain.artifact.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bytes on their way into a repository. They can be read more than once, and each time the last of
/// them are handed out only if the digest is right.
sealed interface Blob {

  Descriptor descriptor();

  InputStream open() throws IOException;

  /// The configuration of an artifact that has none.
  record Empty() implements Blob {

    private static final String JSON = "{}";

    @Override
    public Descriptor descriptor() {
      byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
      return Descriptor.of(MediaType.EMPTY, Digest.of(bytes), bytes.length);
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// A layer we packed.
  record InFile(Descriptor descriptor, Path file) implements Blob {

    @Override
    public InputStream open() throws IOException {
      return new VerifiedStream(Files.newInputStream(file), descriptor, file.toString());
    }
  }

  /// A blob of another repository.
  record InRepository(Descriptor descriptor, Repository repository) implements Blob {

    @Override
    public InputStream open() {
      return new VerifiedStream(repository.open(descriptor), descriptor, repository.name());
    }
  }
}
