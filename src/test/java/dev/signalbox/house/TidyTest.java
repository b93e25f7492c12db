package dev.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What no reviewer should have to say.
class TidyTest {

  private static final Path MAIN = Path.of("src/main/java/dev/signalbox");

  private static final Set<String> BANNED_ENDINGS =
      Set.of("Util", "Utils", "Helper", "Manager", "Impl", "Data", "Info");

  /// The guests of the ground floor; a new one needs a decision record.
  private static final Set<String> GUESTS =
      Set.of(
          "AlertId",
          "Decision",
          "DeploymentId",
          "Id",
          "Inert",
          "Json",
          "Place",
          "Plain",
          "Problem",
          "Reason",
          "Refusal",
          "ReleaseId",
          "RunId",
          "ServiceId",
          "Slug",
          "Utc",
          "Words");

  @Test
  void no_file_is_named_after_nothing() {
    assertThat(classes()).noneMatch(name -> BANNED_ENDINGS.stream().anyMatch(name::endsWith));
  }

  @Test
  void the_ground_floor_has_its_guests_and_no_others() throws IOException {
    try (Stream<Path> files = Files.list(MAIN.resolve("base"))) {
      assertThat(files.map(TidyTest::className).filter(name -> !name.equals("package-info")))
          .containsExactlyInAnyOrderElementsOf(GUESTS);
    }
  }

  @Test
  void nothing_is_left_for_later_in_a_comment() {
    assertThat(sources())
        .allSatisfy(file ->
            assertThat(read(file)).as(file.toString()).doesNotContain("TODO", "FIXME", "XXX"));
  }

  @Test
  void every_room_says_what_it_is() throws IOException {
    try (Stream<Path> folders = Files.walk(MAIN)) {
      List<Path> silent =
          folders
              .filter(Files::isDirectory)
              .filter(folder ->
                  hasSources(folder) && !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(silent).isEmpty();
    }
  }

  @Test
  void the_architecture_names_what_exists() {
    Set<String> classes = classes();
    classes.addAll(testClasses());
    String text = read(Path.of("ARCHITECTURE.md"));
    List<String> named =
        Pattern.compile("`(?:[a-z./]+/)?([A-Z][A-Za-z]+)`")
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(name -> !name.equals(name.toUpperCase(java.util.Locale.ROOT)))
            .distinct()
            .toList();

    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).allSatisfy(name -> assertThat(classes).contains(name));
  }

  @Test
  void links_between_the_documents_lead_somewhere() {
    List<String> broken = new ArrayList<>();
    for (String document :
        List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "SECURITY.md")) {
      Pattern.compile("\\]\\(([^)#:]+)\\)|src=\"([^\":]+)\"")
          .matcher(read(Path.of(document)))
          .results()
          .map(TidyTest::target)
          .filter(target -> !Files.exists(Path.of(target)))
          .forEach(target -> broken.add(document + " -> " + target));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void decisions_are_numbered_without_a_gap() throws IOException {
    try (Stream<Path> records = Files.list(Path.of("docs/decisions"))) {
      List<Integer> numbers =
          records
              .map(record -> Integer.parseInt(record.getFileName().toString().substring(0, 4)))
              .sorted()
              .toList();
      assertThat(numbers).isEqualTo(Stream.iterate(0, n -> n + 1).limit(numbers.size()).toList());
    }
  }

  private static String target(MatchResult link) {
    return link.group(1) != null ? link.group(1) : link.group(2);
  }

  private static Set<String> classes() {
    return sources().map(TidyTest::className).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Records that live in another file count, too: facts are named by their own names.
  private static Set<String> testClasses() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> {
            names.add(className(file));
            Pattern.compile("record ([A-Z][A-Za-z]+)\\(")
                .matcher(read(file))
                .results()
                .forEach(match -> names.add(match.group(1)));
          });
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return names;
  }

  private static Stream<Path> sources() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean hasSources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
