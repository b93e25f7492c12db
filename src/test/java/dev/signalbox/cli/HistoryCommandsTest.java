package dev.signalbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.pack.PackHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands that ask a repository on this disk: what they print where, and what they end with.
class HistoryCommandsTest {

  @TempDir private Path folder;
  private LocalRepository repository;

  private record Said(int exitCode, String out, String err) {}

  @BeforeEach
  void begin() {
    repository = new LocalRepository(folder);
  }

  @Test
  void the_version_stands_alone_on_the_output_and_why_beside_it() {
    releasedShop();
    Said said = run("next-version");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).isEqualTo("2.0.0\n");
    assertThat(said.err()).startsWith("major, because of 1 breaking change, ").hasLineCount(1);
  }

  @Test
  void nothing_to_release_is_no_version_and_no_failure() {
    repository.commit("feat: a shop");
    repository.tag("v1.0.0");
    repository.commit("docs: how");
    Said said = run("next-version");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("nothing to release");
    JsonNode json = json(run("next-version", "-o", "json"));
    assertThat(json.path("next").isNull()).isTrue();
    assertThat(json.path("current").asString()).isEqualTo("1.0.0");
    assertThat(json.path("bump").asString()).isEqualTo("none");
    assertThat(json.path("commits").asInt()).isEqualTo(1);
    assertThat(json.path("warnings").isArray()).isTrue();
  }

  @Test
  void json_says_which_commits_decide() {
    releasedShop();
    JsonNode json = json(run("next-version", "-o", "json"));
    assertThat(json.path("next").asString()).isEqualTo("2.0.0");
    assertThat(json.path("tag").asString()).isEqualTo("v2.0.0");
    JsonNode because = json.path("because").get(0);
    assertThat(because.path("bump").asString()).isEqualTo("major");
    assertThat(because.path("subject").asString())
        .isEqualTo("feat(SHOP-9)!: prices in cents (#12)");
    assertThat(because.path("sha").asString()).hasSize(40);
  }

  @Test
  void an_old_tag_is_answered_as_of_then() {
    releasedShop();
    assertThat(run("next-version", "--at", "v1.1.0"))
        .satisfies(said -> {
          assertThat(said.out()).isEmpty();
          assertThat(said.err()).contains("since 1.1.0");
        });
    assertThat(run("changelog", "--at", "v1.0.0").out())
        .contains("## 1.0.0")
        .doesNotContain("1.1.0");
  }

  @Test
  void components_are_answered_for_all_at_once() {
    repository.commit("packages/cart/a", "feat: cart");
    repository.tag("cart-v1.0.0");
    repository.commit("packages/desk/a", "feat: desk");
    repository.tag("desk-v2.0.0");
    repository.commit("packages/desk/b", "fix: a drawer");
    Said said = run("next-version", "--all");
    assertThat(said.out()).isEqualTo("desk 2.0.1\n");
    assertThat(said.err()).contains("cart: nothing to release").contains("desk: patch");
    JsonNode json = json(run("next-version", "--all", "-o", "json"));
    assertThat(json.valueStream().map(c -> c.path("component").asString()))
        .containsExactly("cart", "desk");
    Said unknown = run("next-version", "--component", "dsek");
    assertThat(unknown.exitCode()).isEqualTo(4);
    assertThat(unknown.err()).contains("Did you mean 'desk'?");
    assertThat(run("changelog", "--component", "desk").out())
        .contains("a drawer")
        .doesNotContain("cart");
  }

  @Test
  void what_can_not_be_answered_is_told_in_a_sentence_with_what_to_do(@TempDir Path elsewhere)
      throws IOException {
    repository.commit("feat: one");
    repository.commit("feat: two");
    assertThat(run("next-version", "--at", "nowhere"))
        .satisfies(said -> {
          assertThat(said.exitCode()).isEqualTo(4);
          assertThat(said.err()).contains("'nowhere'", "git fetch").hasLineCount(1);
        });
    assertThat(run("notes", "9.9.9"))
        .satisfies(said -> {
          assertThat(said.exitCode()).isEqualTo(4);
          assertThat(said.err()).contains("There is no release '9.9.9'").hasLineCount(1);
        });
    assertThat(say("next-version", "--repo", elsewhere.toString()).exitCode()).isEqualTo(4);
    assertThat(run("next-version", "-o", "yaml").exitCode()).isEqualTo(64);
    Path clone = elsewhere.resolve("clone");
    repository.git("clone", "-q", "--depth", "1", "file://" + folder, clone.toString());
    Said shallow = say("next-version", "--repo", clone.toString());
    assertThat(shallow.exitCode()).isEqualTo(3);
    assertThat(shallow.out()).isEmpty();
    assertThat(shallow.err()).contains("git fetch --unshallow --tags");
    Path config = Files.writeString(elsewhere.resolve("config.yaml"), "signalbox: 1\nrelaese: 1\n");
    Said bad = run("next-version", "--config", config.toString());
    assertThat(bad.exitCode()).isEqualTo(1);
    assertThat(bad.err()).contains("config.yaml:2:1: error[SB102]");
  }

  @Test
  void settings_say_what_a_message_should_have_said(@TempDir Path elsewhere) throws IOException {
    repository.commit("feat: a shop");
    repository.tag("v1.0.0");
    String slip = repository.commit("a basket");
    Path config =
        Files.writeString(
            elsewhere.resolve("config.yaml"),
            """
            signalbox: 1
            release:
              scheme: semver
              corrections:
                %s: "feat: a basket"
            """
                .formatted(slip.substring(0, 12)));

    assertThat(run("next-version").out()).isEmpty();
    assertThat(run("next-version", "--config", config.toString()).out()).isEqualTo("1.1.0\n");
    assertThat(run("changelog", "--config", config.toString(), "--unreleased").out())
        .contains("### Added", "a basket");
  }

  @Test
  void every_command_has_its_help() {
    assertThat(say("next-version", "--help"))
        .satisfies(said -> {
          assertThat(said.exitCode()).isZero();
          assertThat(said.out()).startsWith("Usage: signalbox next-version").contains("--repo=DIR");
        });
    assertThat(say("notes", "-h").out()).contains("RELEASE");
  }

  @Test
  void a_change_log_tells_every_release_and_what_breaks_first() {
    releasedShop();
    repository.git("remote", "add", "origin", "git@github.com:example/shop.git");
    String head = repository.git("rev-parse", "HEAD").strip();
    String feature = repository.git("rev-parse", "v1.1.0^{commit}").strip();
    String first = repository.git("rev-parse", "v1.0.0").strip();
    assertThat(run("changelog").out())
        .isEqualTo(
            """
            # Changelog

            ## [Unreleased](https://github.com/example/shop/compare/v1.1.0...HEAD)

            ### Breaking changes

            - **SHOP-9:** prices in cents ([#12](https://github.com/example/shop/pull/12), [%2$s](https://github.com/example/shop/commit/%1$s))

              a price is a whole number

              **Migration:** multiply by a hundred

            Tickets: SHOP-9.

            Contributors: Mia, Tom.

            ## [1.1.0](https://github.com/example/shop/compare/v1.0.0...v1.1.0) - 2026-05-28

            ### Added

            - **cart:** a basket ([%4$s](https://github.com/example/shop/commit/%3$s))

            Contributors: Mia.

            Beside these: 1 docs.

            ## 1.0.0 - 2026-05-28

            ### Added

            - a shop ([%6$s](https://github.com/example/shop/commit/%5$s))

            Contributors: Mia.
            """
                .formatted(
                    head,
                    head.substring(0, 8),
                    feature,
                    feature.substring(0, 8),
                    first,
                    first.substring(0, 8)));
  }

  @Test
  void notes_are_of_one_release_by_tag_or_version() {
    releasedShop();
    Said said = run("notes", "v1.1.0");
    assertThat(said.out()).startsWith("## 1.1.0 - 2026-05-28").contains("a basket");
    assertThat(said.out()).doesNotContain("a shop", "cents");
    assertThat(run("notes", "1.1.0").out()).isEqualTo(said.out());
    assertThat(run("notes", "1.1.1").err()).contains("Did you mean");
  }

  @Test
  void json_lists_every_commit_and_those_left_out_with_the_reason() {
    repository.commit("feat: a shop\n\nRefs: SHOP-1");
    repository.tag("v1.0.0");
    repository.commit("feat: a mistake");
    repository.git("revert", "--no-edit", "HEAD");
    repository.commit("anything");
    JsonNode json = json(run("changelog", "-o", "json"));
    JsonNode first = json.path("commits").get(1);
    assertThat(first.propertyNames())
        .contains(
            "sha",
            "release",
            "type",
            "scope",
            "breaking",
            "description",
            "footers",
            "tickets",
            "reverts",
            "pullRequest",
            "bump");
    assertThat(first.path("release").asString()).isEqualTo("1.0.0");
    assertThat(first.path("tickets").get(0).asString()).isEqualTo("SHOP-1");
    assertThat(json.path("commits").get(0).path("type").isNull()).isTrue();
    assertThat(json.path("leftOut").valueStream().map(c -> c.path("reason").asString()))
        .hasSize(2)
        .allSatisfy(reason -> assertThat(reason).isNotBlank());
  }

  @Test
  void hostile_subjects_stay_text() {
    repository.commit(
        "fix: <script>x</script> [a](http://evil.example) ![b](c) **d** # e | f\u202e \u001b[31m");
    repository.commit("feat(<b>): - [ ] `code` and _one_ http://evil.example/x");
    String log = run("changelog").out();
    assertThat(log)
        .contains("&lt;script&gt;x&lt;/script&gt; \\[a\\](http\\://evil.example) !\\[b\\](c)")
        .contains("\\*\\*d\\*\\*")
        .contains("**&lt;b&gt;:** \\- \\[ \\] `code` and \\_one\\_ http\\://evil.example/x")
        .doesNotContain("\u202e", "\u001b", "<script");
  }

  @Test
  void a_file_gets_what_is_missing_and_keeps_every_byte() throws IOException {
    releasedShop();
    Path file = folder.resolve("CHANGES.md");
    String kept = "# What is new\r\n\r\nBy hand: \u00e4.\r\n\r\n## 1.0.0\r\n\r\n* the first\r\n";
    Files.write(file, kept.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run("changelog", "--write", file.toString()).err()).contains("was written");
    String once = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(once)
        .startsWith(kept.substring(0, kept.indexOf("## 1.0.0")) + "## 1.1.0 - 2026-05-28\r\n")
        .endsWith(kept.substring(kept.indexOf("## 1.0.0")))
        .contains("a basket")
        .doesNotContain("Unreleased");
    assertThat(run("changelog", "--write", file.toString()).err()).contains("has it all already");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(once);
    run("changelog", "--next", "--write", file.toString());
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("## 2.0.0 - ");
    Path fresh = folder.resolve("NEW.md");
    run("changelog", "--write", fresh.toString());
    assertThat(fresh)
        .content()
        .startsWith("# Changelog\n\n## 1.1.0")
        .endsWith("Contributors: Mia.\n");
  }

  @Test
  void a_template_gives_the_form_and_is_told_where_it_is_wrong() throws IOException {
    releasedShop();
    Path template =
        Files.writeString(
            folder.resolve("log.mustache"),
            "{{#releases}}{{#version}}={{version}}={{/version}}{{#groups}}{{#changes}}"
                + "{{description}};{{/changes}}{{/groups}}{{/releases}}\n");
    assertThat(run("changelog", "--template", template.toString()).out())
        .isEqualTo("=1.1.0=a basket;=1.0.0=a shop;\n");
    Files.writeString(template, "{{#releases}}");
    assertThat(run("changelog", "--template", template.toString()))
        .satisfies(said -> {
          assertThat(said.exitCode()).isEqualTo(3);
          assertThat(said.err()).contains("template");
        });
  }

  @Test
  void pre_releases_are_in_the_notes_of_their_release() {
    repository.commit("feat: one");
    repository.tag("v1.0.0-rc.1");
    repository.commit("fix: two");
    repository.tag("v1.0.0");
    assertThat(run("changelog").out()).containsOnlyOnce("one (").containsOnlyOnce("two (");
    assertThat(run("changelog", "--pre-releases").out()).contains("## 1.0.0-rc.1");
    assertThat(run("notes", "1.0.0").out()).contains("one (", "two (");
  }

  @Test
  void a_range_and_what_came_since_a_release_can_be_asked_for() {
    releasedShop();
    assertThat(run("changelog", "v1.0.0..v1.1.0").out())
        .contains("a basket")
        .doesNotContain("a shop", "cents");
    assertThat(run("changelog", "--since", "1.1.0").out())
        .contains("cents")
        .doesNotContain("a basket");
    assertThat(run("changelog", "--unreleased").out()).contains("cents").doesNotContain("a basket");
  }

  @Test
  void past_releases_are_computed_anew_and_differences_have_a_reason() {
    repository.commit("feat: one");
    repository.tag("v1.0.0");
    repository.commit("fix: two");
    repository.tag("v1.0.1");
    repository.commit("feat: three");
    repository.tag("v1.0.2");
    repository.commit("chore: four");
    repository.tag("v1.0.3");
    List<JsonNode> pairs =
        run("check-history", "-o", "json")
            .out()
            .lines()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(pairs)
        .extracting(pair -> pair.path("agrees").asBoolean())
        .containsExactly(true, false, true);
    assertThat(pairs.get(1).propertyNames())
        .containsExactly(
            "component", "previous", "tag", "sha", "computed", "agrees", "kind", "reason");
    assertThat(pairs.get(1).path("computed").asString()).isEqualTo("1.1.0");
    assertThat(pairs.get(1).path("reason").asString()).contains("lower than computed");
    assertThat(pairs.get(2).path("reason").asString()).contains("No commit counts", "1 chore");
    assertThat(pairs)
        .extracting(pair -> pair.path("kind").asString())
        .containsExactly("same", "lower", "uncounted");
    assertThat(run("check-history").out())
        .startsWith("3 releases computed from the one before: 2 agree, 66.7 %.")
        .contains("types: {chore: patch}");
  }

  @Test
  void nothing_in_the_repository_changes() throws IOException {
    releasedShop();
    repository.git("gc", "-q");
    var before = everything(folder.resolve(".git"));
    for (String command : List.of("next-version", "changelog", "check-history")) {
      run(command);
    }
    run("notes", "1.0.0");
    assertThat(everything(folder.resolve(".git"))).isEqualTo(before);
  }

  /// Two releases, and a break since.
  private void releasedShop() {
    repository.commit("feat: a shop");
    repository.tag("v1.0.0");
    repository.commit("docs: how to shop");
    repository.commit("feat(cart): a basket");
    repository.git("tag", "-a", "-m", "v1.1.0", "v1.1.0");
    repository.commit(
        """
        feat(SHOP-9)!: prices in cents (#12)

        BREAKING CHANGE: a price is a whole number
        Migration: multiply by a hundred
        Co-authored-by: Tom <tom@shop.example>
        """);
  }

  private Said run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--repo", folder.toString()));
    return say(all.toArray(String[]::new));
  }

  private static Said say(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = new Commands(PackHistory::open).lineFor(words);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(words);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private static JsonNode json(Said said) {
    assertThat(said.exitCode()).as(said.err()).isZero();
    return JsonMapper.shared().readTree(said.out());
  }

  private static Map<String, String> everything(Path under) throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(under)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            under.relativize(file).toString(),
            Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return files;
  }
}
