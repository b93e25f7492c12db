package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.Cli;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Names from outside are text, wherever they go: through git, the build, the artifact, the
/// deployment, the database, the API, the pages, the feed and the terminal.
class HostileNamesTest {

  private static final String NASTY =
      "`touch pwned` $(touch pwned) ; touch pwned | --upload-pack=x <script>alert(1)</script>"
          + " {{7*7}} ${7*7} \u202Eevil\u202C \u001b[31mred\u0007 \"'\\";

  private static final String FLOW =
      """
      signalbox: 1
      service: hostile
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/hostile, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits, tag: "v{version}" }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy, verify: ./verify.sh, release]
      """
          .replace(
              "[deploy, verify: ./verify.sh, release]",
              "[deploy, { verify: ./verify.sh }, release]");

  private final Path folder = TestDatabase.passableFolder();
  private final TestServer server = TestServer.start(folder, Map.of());
  private final Api api = server.api();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch${IFS}pwned)",
        "`touch${IFS}pwned`",
        "--upload-pack=x",
        "-x;touch${IFS}pwned",
        "\u202Eniam",
        "main'\"|pwned"
      })
  void a_branch_is_only_a_name(String branch) throws IOException {
    GitRemote remote = remote(branch);
    api.write("POST", "/services", Map.of("repository", remote.address(), "branch", branch));

    becomes("dev", "good");
    assertThat(api.get("/services/hostile").path("branch").asString()).isEqualTo(branch);
    nothingWasTouched();
  }

  @Test
  void messages_authors_paths_and_reasons_go_through_everything_as_text() throws IOException {
    GitRemote remote = remote("main");
    api.write("POST", "/services", Map.of("repository", remote.address()));
    becomes("dev", "good");
    CommitId commit =
        remote
            .on("main")
            .by(NASTY.replaceAll("[<>\\u0000-\\u001f]", ""), "evil@example.org")
            .file("payload/$(touch pwned)", "a")
            .file("payload/--upload-pack=x", "b")
            .file("payload/new\nline", "c")
            .file("payload/\u202Etxt.exe", "d")
            .commit("feat(" + "SHOP-1" + "): " + NASTY + "\n\nbody $(touch pwned)\n\u2028 more");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/services/hostile/releases").size() == 1);
    becomes("dev", "good");

    // The text is there, whole, where it is data ...
    JsonNode run = api.runs(r -> r.path("commit").asString().equals(commit.text())).getFirst();
    assertThat(run.path("subject").asString()).contains(NASTY.replace("\u001b", "\u001b"));
    assertThat(remote.annotatedTag("v1.0.0").getFullMessage()).contains("$(touch pwned)");
    // ... the files came through the artifact byte for byte ...
    assertThat(Files.readString(folder.resolve("deployed")))
        .contains("payload/$(touch pwned)", "payload/--upload-pack=x", "payload/new\nline");
    // ... and harmless where it is shown.
    api.as(NASTY.replaceAll("[^\\x20-\\x7e]", "?"))
        .write(
            "PUT", "/services/hostile/environments/dev/lock", Map.of("reason", NASTY + "\nsecond"));
    for (String page :
        List.of("/", "/runs", "/audit", "/services/hostile/dev", "/runs/" + id(run))) {
      assertThat(page(page)).as(page).doesNotContain("<script>alert(1)").doesNotContain("\u001b");
    }
    assertThat(page("/audit")).contains("&lt;script");
    terminalIsSafe(id(run));
    nothingWasTouched();
  }

  private void terminalIsSafe(String run) {
    var cli = new Cli(api, folder);
    for (String[] command :
        List.of(
            new String[] {"status"},
            new String[] {"why", "hostile", "dev"},
            new String[] {"runs"},
            new String[] {"logs", run},
            new String[] {"releases", "hostile"},
            new String[] {"audit"})) {
      Cli.Said said = cli.run(command);
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out().replaceAll("\u001b\\[[0-9;]*m", ""))
          .as(command[0])
          .doesNotContain("\u001b", "\u0007", "\u202E");
    }
    assertThat(cli.run("unlock", "hostile", "dev", "--reason", NASTY).exitCode()).isZero();
    Cli.Said file = cli.run("why", "@/etc/passwd", "--server");
    assertThat(file.out() + file.err()).doesNotContain("root:");
  }

  private GitRemote remote(String branch) {
    GitRemote remote = GitRemote.in(folder.resolve("hostile.git"));
    remote
        .on(branch)
        .file("signalbox.yaml", FLOW)
        .file("payload/plain", "plain")
        .executable(
            "build.sh",
            "#!/bin/sh\nset -eu\necho \"$SIGNALBOX_COMMIT\"\nmkdir dist\ncp -r payload dist/\n")
        .executable(
            "deploy.sh",
            "#!/bin/sh\nset -eu\nfind payload -type f > '%s'\nenv | grep -c SIGNALBOX_\n"
                .formatted(folder.resolve("deployed")))
        .executable("verify.sh", "#!/bin/sh\nexec test -n \"$SIGNALBOX_DIGEST\"\n")
        .commit("chore: begin");
    return remote;
  }

  private void becomes(String environment, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          JsonNode view = api.get("/services/hostile/environments/" + environment);
          assertThat(view.path("active").isObject()).isFalse();
          assertThat(view.path("there").path("state").asString("")).isEqualTo(state);
        });
  }

  private void nothingWasTouched() throws IOException {
    for (Path root : List.of(folder, Path.of("").toAbsolutePath().resolve("pwned"))) {
      if (Files.exists(root)) {
        try (var files = Files.walk(root)) {
          assertThat(files.map(f -> f.getFileName().toString()))
              .doesNotContain("pwned", "pwned`", "x");
        }
      }
    }
  }

  private String page(String path) {
    Api.Answer answer = Api.send(HttpRequest.newBuilder(api.address().resolve(path)));
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.text();
  }

  private static String id(JsonNode run) {
    return run.path("id").asString();
  }
}
