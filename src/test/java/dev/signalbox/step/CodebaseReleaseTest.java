package dev.signalbox.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.git.Committer;
import dev.signalbox.adapter.git.GitRepository;
import dev.signalbox.adapter.git.Remote;
import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.change.ReadCommits;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.domain.codebase.ReleaseHeader;
import dev.signalbox.domain.codebase.VersionFile;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A team that keeps its version in the code gets it there, in one commit under one tag.
class CodebaseReleaseTest {

  @TempDir Path folder;
  GitRemote remote;
  GitRepository repository;
  CommitId head;

  @BeforeEach
  void connect() {
    remote = GitRemote.in(folder.resolve("shop.git"));
    head =
        remote
            .on("main")
            .file("pom.xml", "<project><version>1.0.0</version></project>\r\n")
            .file("README.md", "Shop 1.0.0\n")
            .commit("feat: rows");
    repository =
        new GitRepository(
            Remote.at(remote.address()),
            "main",
            folder.resolve("mirror"),
            new Committer("Signalbox", "signalbox@example.org"),
            InstantSource.fixed(GitRemote.MONDAY),
            PackHistory::at);
  }

  private static CodebaseRelease release(VersionFile... files) {
    return new CodebaseRelease(
        List.of(files), Optional.of("1.0.0"), "1.1.0", "v1.1.0", "- feat: rows", GitRemote.MONDAY);
  }

  private Decision<Optional<ReleaseCommit>> prepared(VersionFile... files) {
    return release(files).onto(head, repository, Map.of());
  }

  @Test
  void the_version_comes_into_the_code_and_weighs_nothing() {
    CodebaseRelease release =
        release(VersionFile.named("pom.xml"), VersionFile.at("README.md", "Shop {version}"));
    var log = Map.of("CHANGELOG.md", FileContent.of("# 1.1.0\n"));
    ReleaseCommit commit = accepted(release.onto(head, repository, log));

    assertThat(repository.pushRelease(commit))
        .isEqualTo(new ReleaseResult.Pushed(remote.head("main")));
    assertThat(text("pom.xml")).isEqualTo("<project><version>1.1.0</version></project>\r\n");
    assertThat(text("README.md")).isEqualTo("Shop 1.1.0\n");
    assertThat(text("CHANGELOG.md")).isEqualTo("# 1.1.0\n");

    Commit made = repository.between(Optional.of(head), remote.head("main")).getFirst();
    assertThat(ReleaseHeader.tagOf(made)).contains("v1.1.0");
    assertThat(
            NextVersion.after(
                    Semver.USUAL.read("1.1.0"),
                    ReadCommits.of(List.of(made), Overrides.NONE, MessageRules.USUAL),
                    VersionRules.USUAL,
                    GitRemote.MONDAY)
                .next())
        .isEmpty();
  }

  @Test
  void preparing_it_again_gives_the_same_commit() {
    var first = prepared(VersionFile.named("pom.xml"));
    assertThat(prepared(VersionFile.named("pom.xml"))).isEqualTo(first);
  }

  @Test
  void code_that_says_the_version_already_needs_no_commit() {
    head =
        remote
            .on("main")
            .file("pom.xml", "<project><version>1.1.0</version></project>")
            .commit("x");
    assertThat(prepared(VersionFile.named("pom.xml"))).isEqualTo(Decision.accept(Optional.empty()));
  }

  @Test
  void a_file_without_its_place_refuses_the_release_before_anything_is_pushed() {
    assertThat(prepared(VersionFile.named("Cargo.toml"), VersionFile.named("README.md")))
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.refusal().reasons()).hasSize(2));
  }

  private static ReleaseCommit accepted(Decision<Optional<ReleaseCommit>> answer) {
    return ((Decision.Accepted<Optional<ReleaseCommit>>) answer).value().orElseThrow();
  }

  private String text(String path) {
    CommitId now = repository.fetch().head().orElseThrow();
    return new String(repository.read(now, path, 1000).orElseThrow(), StandardCharsets.UTF_8);
  }
}
