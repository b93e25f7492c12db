package dev.signalbox.domain.codebase;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a file holds; equal to another if all its bytes are.
public final class FileContent {

  private final byte[] bytes;

  public FileContent(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static FileContent of(String text) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
