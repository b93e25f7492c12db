package dev.signalbox.domain.codebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.codebase.VersionFile.Form;
import dev.signalbox.domain.codebase.WrittenFile.Change;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files get a new version in the one right place. In the texts of this test that place stands
/// between guillemets, so that whatever else looks like a version shows that it stays.
class CodebaseTest {

  private static final String NEXT = "2.0.0";

  private static final String POM =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- <version>1.2.3</version> is what you look for -->
      <m:project xmlns:m="http://maven.apache.org/POM/4.0.0" note='a > b'>
        <![CDATA[ <version>1.2.3</version> ]]>
        <m:parent>
          <m:groupId>org.example</m:groupId> <m:artifactId>parent</m:artifactId>
          <m:version>1.2.3</m:version>
        </m:parent>
        <m:artifactId>shop</m:artifactId>
        <m:version> <!-- was 1.2.2 -->«1.2.3-SNAPSHOT» </m:version>
        <m:properties><version.shop>1.2.3</version.shop></m:properties>
        <m:dependencies><m:dependency><m:version>1.2.3</m:version><m:optional/></m:dependency></m:dependencies>
        <m:build><m:plugins><m:plugin><m:version>1.2.3</m:version></m:plugin></m:plugins></m:build>
      </m:project>
      """;

  private static final String REVISION =
      """
      <project>
        <groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version>
        <properties><other>1.2.3</other><revision>«1.2.3»</revision></properties>
      </project>
      """;

  private static final String PACKAGE =
      """
      {
        "name": "shop", "config": {"version": "1.2.3"},
      \t"version" : "«1.2.3»",
        "dependencies": { "version": "1.2.3", "left-pad": "1.2.3" }, "list": [{"version": "1.2.3"}]
      }
      """;

  private static final String LOCK =
      """
      {"name":"shop","version":"«1.2.3»","lockfileVersion":3,"packages":{
        "":{"name":"shop","version":"«1.2.3»","dependencies":{"left-pad":"^1.2.3"}},
        "node_modules/left-pad":{"version":"1.2.3"}},"dependencies":{"left-pad":{"version":"1.2.3"}}}
      """;

  private static final String CARGO =
      """
      # version = "1.2.3"
      [package]
      name = "shop" # version = "1.2.3"
      description = ""\"
      version = "1.2.3"
      [package]
      ""\"
        version   =   '«1.2.3»'   # the version, 1.2.3
      authors = [ "version = 1.2.3", # ]
      ]
      [dependencies]
      version = "1.2.3"
      serde = { version = "1.2.3", features = ["x"] }
      [[bin]]
      version = "1.2.3"
      """;

  private static final String CARGO_LOCK =
      """
      version = 3

      [[package]]
      name = "shop"
      version = "«1.2.3»"
      dependencies = [ "serde 1.2.3" ]

      [[package]]
      name = "serde"
      version = "1.2.3"
      source = "registry+https://github.com/rust-lang/crates.io-index"

      [[package]]
      name = "neighbour"
      version = "1.2.3"
      """;

  private static final String CHART =
      """
      # version: 1.2.3
      apiVersion: v2 # 🚀 beyond the basic plane
      dependencies:
        - name: redis
          version: 1.2.3
      version: «1.2.3» # the chart's
      appVersion: "«1.2.2»"
      """;

  private static final String GRADLE =
      """
      # version=1.2.3
      kotlin.version=1.2.3
      text = a \\
        version=1.2.3
      \tversion : «1.2.3-SNAPSHOT»
      versions=1.2.3
      """;

  private static final String PYTHON =
      """
      [build-system]
      requires = ["setuptools>=1.2.3"]
      [tool.other]
      version = "1.2.3"
      [project]
      "version" = "«1.2.3»"
      """;

  private static final String READ_ME =
      "Version 1.2.3 or later.\n\n    docker pull shop:«1.2.3»-alpine\n\n1.2.3 is not 1.2.4.\n";

  private static final String MARKED =
      "VERSION := «v»1.2.3\nFROM base:1.2.3\nENV V=\"«1.2.3-rc.1»\" # signalbox:version 9.9\n"
          .replace("«v»", "v");

  /// A file with its one right answer.
  record Sample(VersionFile file, String text, String former) {

    Map<String, FileContent> others() {
      return file.form() instanceof Form.CargoLock
          ? Map.of("Cargo.toml", FileContent.of(plain(CARGO)))
          : Map.of();
    }

    List<VersionFile> files() {
      return Stream.concat(Stream.of(file), others().keySet().stream().map(VersionFile::named))
          .toList();
    }

    @Override
    public String toString() {
      return file.path();
    }
  }

  static List<Sample> samples() {
    return List.of(
        new Sample(VersionFile.named("pom.xml"), POM, "1.2.3"),
        new Sample(VersionFile.named("root/pom.xml"), REVISION, "1.2.3"),
        new Sample(VersionFile.named("web/package.json"), PACKAGE, "1.2.3"),
        new Sample(VersionFile.named("web/package-lock.json"), LOCK, "1.2.3"),
        new Sample(VersionFile.named("Cargo.toml"), CARGO, "1.2.3"),
        new Sample(VersionFile.named("Cargo.lock"), CARGO_LOCK, "1.2.3"),
        new Sample(new VersionFile("charts/shop/Chart.yaml", new Form.Chart(true)), CHART, "1.2.3"),
        new Sample(VersionFile.named("gradle.properties"), GRADLE, "1.2.3"),
        new Sample(VersionFile.named("pyproject.toml"), PYTHON, "1.2.3"),
        new Sample(VersionFile.at("README.md", "shop:{version}-alpine"), READ_ME, "1.2.3"),
        new Sample(VersionFile.named("Dockerfile"), MARKED, "1.2.3"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_version_is_written_where_it_stands_and_nowhere_else(Sample sample) {
    assertThat(written(sample, plain(sample.text()), StandardCharsets.UTF_8))
        .isEqualTo(with(sample.text(), NEXT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_is_written_already_stays_as_it_is(Sample sample) {
    WrittenFile again =
        accepted(sample, with(sample.text(), NEXT).getBytes(StandardCharsets.UTF_8));
    assertThat(again.changes()).isEmpty();
    assertThat(again.content()).isEqualTo(FileContent.of(with(sample.text(), NEXT)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void line_ends_of_windows_stay(Sample sample) {
    String windows = sample.text().replace("\n", "\r\n");
    assertThat(written(sample, plain(windows), StandardCharsets.UTF_8))
        .isEqualTo(with(windows, NEXT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_byte_order_mark_and_a_missing_last_line_end_stay(Sample sample) {
    String odd = "\uFEFF" + sample.text().stripTrailing();
    assertThat(written(sample, plain(odd), StandardCharsets.UTF_8)).isEqualTo(with(odd, NEXT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void letters_of_an_older_encoding_stay(Sample sample) {
    Charset older = StandardCharsets.ISO_8859_1;
    String text = sample.text().replace("🚀", "").replace("a > b", "ä ö ü").replace("# ", "# ü ");
    assertThat(written(sample, plain(text), older)).isEqualTo(with(text, NEXT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_lines_that_changed_are_told(Sample sample) {
    String[] lines = sample.text().split("\n", -1);
    List<Integer> marked =
        Stream.iterate(0, line -> line < lines.length, line -> line + 1)
            .flatMap(line -> lines[line].chars().filter(c -> c == '«').mapToObj(_ -> line + 1))
            .toList();
    WrittenFile file = accepted(sample, plain(sample.text()).getBytes(StandardCharsets.UTF_8));
    assertThat(file.changes()).extracting(Change::line).isEqualTo(marked);
    assertThat(file.changes()).extracting(Change::after).containsOnly(NEXT);
  }

  /// Whatever stands around the spots, in whatever bytes, is there afterwards as before.
  @ParameterizedTest
  @MethodSource("samples")
  void bytes_outside_the_version_are_never_touched(Sample sample) {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] bytes = plain(sample.text()).getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(1, 256);
      }
      String next = random.nextInt(100) + "." + random.nextInt(1000) + ".7";
      Decision<List<WrittenFile>> answer = write(sample, bytes, next);
      if (answer instanceof Decision.Accepted<List<WrittenFile>>(List<WrittenFile> files)) {
        assertThat(undone(files.getFirst(), charset(bytes))).as("seed %d", seed).isEqualTo(bytes);
      }
    }
  }

  /// Puts the old versions back where the new ones are, line by line.
  private static byte[] undone(WrittenFile file, Charset charset) {
    String text = new String(file.content().bytes(), charset);
    String[] lines = text.split("\n", -1);
    for (Change change : file.changes()) {
      int line = change.line() - 1;
      assertThat(lines[line]).contains(change.after());
      lines[line] =
          lines[line].replaceFirst(
              java.util.regex.Pattern.quote(change.after()),
              java.util.regex.Matcher.quoteReplacement(change.before()));
    }
    return String.join("\n", lines).getBytes(charset);
  }

  private static Charset charset(byte[] bytes) {
    boolean modern =
        Arrays.equals(
            bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    return modern ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  @Test
  void a_module_follows_its_parent_if_that_is_written_too() {
    String module =
        """
        <project>
          <parent><groupId>g</groupId><artifactId>root</artifactId><version>«1.2.3»</version></parent>
          <artifactId>module</artifactId>
          <dependencies><dependency><version>1.2.3</version></dependency></dependencies>
        </project>
        """;
    String root =
        "<project><groupId>g</groupId><artifactId>root</artifactId><version>1.2.3</version></project>";
    var contents =
        Map.of("pom.xml", FileContent.of(root), "m/pom.xml", FileContent.of(plain(module)));
    List<VersionFile> both = List.of(VersionFile.named("m/pom.xml"), VersionFile.named("pom.xml"));

    assertThat(accepted(Codebase.write(both, contents, Optional.empty(), NEXT)))
        .extracting(WrittenFile::content)
        .containsExactly(
            FileContent.of(with(module, NEXT)), FileContent.of(root.replace("1.2.3", NEXT)));
    assertThat(sentences(Codebase.write(both.subList(0, 1), contents, Optional.empty(), NEXT)))
        .containsExactly(
            "m/pom.xml has the version of its parent, which is not among the files to write. Name the parent's pom.xml, too, or take this one off the list.");
  }

  @Test
  void a_module_whose_parent_has_a_property_needs_nothing() {
    String module =
        "<project><parent><groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version></parent></project>";
    var contents =
        Map.of("pom.xml", FileContent.of(plain(REVISION)), "m/pom.xml", FileContent.of(module));
    List<WrittenFile> files =
        accepted(
            Codebase.write(
                List.of(VersionFile.named("pom.xml"), VersionFile.named("m/pom.xml")),
                contents,
                Optional.empty(),
                NEXT));
    assertThat(files).extracting(WrittenFile::changed).containsExactly(true, false);
  }

  @Test
  void the_crates_of_a_workspace_share_its_version() {
    String workspace = "[workspace.package]\nversion = \"1.2.3\"\n";
    String lock =
        """
        [[package]]
        name = "a"
        version = "«1.2.3»"
        [[package]]
        name = "b"
        version = "1.2.4"
        [[package]]
        name = "c"
        version = "1.2.3"
        source = "registry"
        """;
    var contents =
        Map.of("Cargo.toml", FileContent.of(workspace), "Cargo.lock", FileContent.of(plain(lock)));
    assertThat(
            accepted(
                    Codebase.write(
                        List.of(VersionFile.named("Cargo.toml"), VersionFile.named("Cargo.lock")),
                        contents,
                        Optional.empty(),
                        NEXT))
                .get(1)
                .content())
        .isEqualTo(FileContent.of(with(lock, NEXT)));
  }

  @Test
  void a_version_that_is_a_name_is_found_by_the_one_before() {
    VersionFile file = VersionFile.at("about.txt", "Release {version}.");
    assertThat(
            accepted(
                    Codebase.write(
                        List.of(file),
                        Map.of("about.txt", FileContent.of("Release ALICIA.\n")),
                        Optional.of("ALICIA"),
                        "BERTHA"))
                .getFirst()
                .content())
        .isEqualTo(FileContent.of("Release BERTHA.\n"));
  }

  @Test
  void a_chart_alone_leaves_the_version_of_what_it_installs() {
    var sample = new Sample(VersionFile.named("Chart.yaml"), CHART, "1.2.3");
    assertThat(written(sample, plain(CHART), StandardCharsets.UTF_8))
        .contains("appVersion: \"1.2.2\"");
  }

  static Stream<Refused> refusals() {
    return Stream.of(
        new Refused("pom.xml", "<project><artifactId>a</artifactId></project>", "has no <version>"),
        new Refused(
            "pom.xml", "<project><version>1</version>", "<project> is never closed (line 1)"),
        new Refused("pom.xml", "<project>\n<version>1</artifact></project>", "(line 2)"),
        new Refused("pom.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><project/>", "DOCTYPE"),
        new Refused("pom.xml", "<project><!-- ", "--> is missing"),
        new Refused(
            "pom.xml",
            "<project><version>1</version>\n<version>2</version></project>",
            "lines 1 and 2"),
        new Refused(
            "pom.xml",
            "<project><version>${revision}${changelist}</version></project>",
            "several properties"),
        new Refused(
            "pom.xml", "<project><version>${revision}</version></project>", "no such property"),
        new Refused("package.json", "{\"name\": \"a\"}", "has no \"version\" at the top"),
        new Refused("package.json", "{\"version\": 1}", "not a text (line 1)"),
        new Refused(
            "package.json",
            "{\"version\": \"1\", \"version\": \"2\"}",
            "not JSON that can be read"),
        new Refused("package.json", "{\"version\": \"1\"", "not JSON that can be read"),
        new Refused("package.json", "[".repeat(100_000), "not JSON that can be read"),
        new Refused(
            "Cargo.toml",
            "[package]\nversion.workspace = true\n",
            "Name the workspace's Cargo.toml"),
        new Refused(
            "Cargo.toml",
            "[package]\nversion = { workspace = true }\n",
            "Name the workspace's Cargo.toml"),
        new Refused("Cargo.toml", "[package]\nname = \"a\n", "a text has no end (line 2)"),
        new Refused("Cargo.toml", "[package\n", "] is missing"),
        new Refused("Cargo.toml", "nonsense", "= is missing"),
        new Refused("Cargo.toml", "[package]\na = [\n", "a bracket is never closed"),
        new Refused(
            "Cargo.lock",
            "[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n",
            "no entry of a crate that is written"),
        new Refused("pyproject.toml", "[project]\ndynamic = [\"version\"]\n", "If it is dynamic"),
        new Refused("Chart.yaml", "name: a\n", "has no version at the top"),
        new Refused("Chart.yaml", "- a\n", "has no version at the top"),
        new Refused("Chart.yaml", "a: [\n", "not YAML that can be read"),
        new Refused("Chart.yaml", "version: >\n  1.2.3\n", "Write it on one line"),
        new Refused(
            "gradle.properties", "kotlin.version=1\n", "does not have the property version"),
        new Refused("gradle.properties", "version=1\nversion=2\n", "2 times (lines 1, 2)"),
        new Refused("gradle.properties", "version=1.\\\n2\n", "over lines (line 1)"),
        new Refused("Makefile", "V=1.2.3\n", "has no line with signalbox:version"),
        new Refused(
            "Makefile",
            "\nV=x # signalbox:version\n",
            "has 0 versions before the mark signalbox:version in line 2"),
        new Refused("Makefile", "1.2.3 1.2.4 # signalbox:version\n", "has 2 versions"));
  }

  record Refused(String path, String text, String told) {}

  @ParameterizedTest
  @MethodSource("refusals")
  void what_is_not_clear_is_refused(Refused refused) {
    var answer =
        Codebase.write(
            List.of(VersionFile.named(refused.path())),
            Map.of(refused.path(), FileContent.of(refused.text())),
            Optional.of("1.2.3"),
            NEXT);
    assertThat(sentences(answer))
        .singleElement()
        .asString()
        .startsWith(refused.path() + " ")
        .contains(refused.told());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{version}", "version", "{version} {version}", "  {version} "})
  void a_template_says_what_stands_around_the_version(String template) {
    assertThat(
            sentences(
                Codebase.write(
                    List.of(VersionFile.at("a", template)),
                    Map.of("a", FileContent.of("1.2.3 1.2.3")),
                    Optional.empty(),
                    NEXT)))
        .containsExactly(
            "a cannot be searched for '%s'. A template has {version} in it, once, and something around it."
                .formatted(template));
  }

  @Test
  void a_template_that_fits_twice_is_told_with_its_lines() {
    assertThat(
            sentences(
                Codebase.write(
                    List.of(VersionFile.at("a", "v{version}")),
                    Map.of("a", FileContent.of("v1.2.3\n\nv1.2.4\n")),
                    Optional.of("1.2.3"),
                    NEXT)))
        .containsExactly(
            "a has 'v{version}' 2 times (lines 1, 3). Say more of what stands around the one that is meant.");
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThat(
            sentences(
                Codebase.write(
                    List.of(VersionFile.named("a/pom.xml"), VersionFile.named("b/package.json")),
                    Map.of("b/package.json", FileContent.of("{}")),
                    Optional.empty(),
                    NEXT)))
        .containsExactly(
            "a/pom.xml is not in the repository. Check its path, or take it off the list.",
            "b/package.json has no \"version\" at the top. Add one, or take the file off the list.");
  }

  @Test
  void a_number_where_quotes_are_missing_is_refused() {
    var file = List.of(new VersionFile("Chart.yaml", new Form.Chart(true)));
    var chart = Map.of("Chart.yaml", FileContent.of("version: '1'\nappVersion: 1.2.3\n"));
    assertThat(sentences(Codebase.write(file, chart, Optional.empty(), "2026.10")))
        .singleElement()
        .asString()
        .contains("2026.10 would be a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3\"", "1 2", "<1>", "-1", "1\n2", "ü"})
  void a_version_that_would_need_quotes_is_refused(String version) {
    assertThat(sentences(Codebase.write(List.of(), Map.of(), Optional.empty(), version)))
        .singleElement()
        .asString()
        .contains("cannot be written into files");
  }

  @Test
  void what_is_no_text_is_refused() {
    byte[] utf16 = "<project/>".getBytes(StandardCharsets.UTF_16LE);
    assertThat(
            sentences(
                Codebase.write(
                    List.of(VersionFile.named("pom.xml")),
                    Map.of("pom.xml", new FileContent(utf16)),
                    Optional.empty(),
                    NEXT)))
        .singleElement()
        .asString()
        .contains("zero bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<", "<a>", "\"", "[", "{", "a=\n", "version", "1", "v1.", "#\n", " ", "'''", "- ", "&a "
      })
  void large_and_odd_files_take_no_time(String piece) {
    byte[] large = piece.repeat(300_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
    for (Sample sample : samples()) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> write(sample, large, NEXT), sample + " of " + piece);
    }
  }

  @Test
  void a_large_lock_file_is_written_in_the_right_place() {
    var text = new StringBuilder("{\"x\":{");
    for (int i = 0; i < 60_000; i++) {
      text.append("\"ä€🚀%d\":{\"version\":\"1.2.3\"},\n".formatted(i));
    }
    text.append("\"z\":1},\"version\":\"«1.2.3»\"}\n");
    var sample = new Sample(VersionFile.named("package-lock.json"), text.toString(), "1.2.3");
    assertThat(written(sample, plain(text.toString()), StandardCharsets.UTF_8))
        .isEqualTo(with(text.toString(), NEXT));
  }

  private static String plain(String marked) {
    return marked.replace("«", "").replace("»", "");
  }

  private static String with(String marked, String version) {
    return marked.replaceAll("«[^»]*»", version);
  }

  private static String written(Sample sample, String text, Charset charset) {
    return new String(accepted(sample, text.getBytes(charset)).content().bytes(), charset);
  }

  private static WrittenFile accepted(Sample sample, byte[] bytes) {
    return accepted(write(sample, bytes, NEXT)).getFirst();
  }

  private static Decision<List<WrittenFile>> write(Sample sample, byte[] bytes, String next) {
    var contents = new HashMap<>(sample.others());
    contents.put(sample.file().path(), new FileContent(bytes));
    return Codebase.write(sample.files(), contents, Optional.of(sample.former()), next);
  }

  private static List<WrittenFile> accepted(Decision<List<WrittenFile>> answer) {
    return switch (answer) {
      case Decision.Accepted<List<WrittenFile>>(List<WrittenFile> files) -> files;
      case Decision.Refused<List<WrittenFile>>(var refusal) ->
          throw new AssertionError(refusal.sentence());
    };
  }

  private static List<String> sentences(Decision<List<WrittenFile>> answer) {
    return switch (answer) {
      case Decision.Accepted<List<WrittenFile>>(List<WrittenFile> files) ->
          throw new AssertionError("accepted: " + files);
      case Decision.Refused<List<WrittenFile>>(var refusal) ->
          refusal.reasons().stream().map(Reason::sentence).toList();
    };
  }
}
