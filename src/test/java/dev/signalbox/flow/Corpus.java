package dev.signalbox.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The flow files of the tests: those of the repository, good ones, and bad ones that say in their
/// first lines which problems they have, `# expect: LINE:COLUMN CODE part of the sentence`.
final class Corpus {

  static final Path FLOW_1 = Path.of("flows/1-git-release-flow/signalbox.yaml");

  private static final Path ROOT = Path.of("src/test/resources/flow");
  private static final Pattern EXPECT =
      Pattern.compile("^\\uFEFF?# expect: (\\d+:\\d+) (SB\\d{3}) (.+)$", Pattern.MULTILINE);

  private Corpus() {}

  record Expected(String place, String code, String part) {}

  /// A file with one idea each of what can be wrong.
  record Malformed(Path file, List<Expected> expected) {

    String name() {
      return file.getFileName().toString();
    }

    byte[] bytes() {
      return Corpus.bytes(file);
    }

    /// Whether no schema could express what is wrong with it.
    boolean onlyTheReaderKnows() {
      return text().contains("# only the reader knows\n");
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }

  static List<Malformed> bad() {
    return files("bad").map(file -> new Malformed(file, expected(file))).toList();
  }

  static List<Path> good() {
    return files("good").toList();
  }

  static byte[] good(String name) {
    return bytes(ROOT.resolve("good").resolve(name + ".yaml"));
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Expected> expected(Path file) {
    return EXPECT
        .matcher(new String(bytes(file), StandardCharsets.UTF_8))
        .results()
        .map(line -> new Expected(line.group(1), line.group(2), line.group(3)))
        .toList();
  }

  private static Stream<Path> files(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
