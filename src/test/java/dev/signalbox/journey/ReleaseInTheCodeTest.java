package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.release.Release;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.journey.DyingJournal.Death;
import dev.signalbox.journey.DyingJournal.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A team that keeps its version in the code: the release is a commit with the version in it, built
/// like any other, and what is built is what is tagged and what goes on.
class ReleaseInTheCodeTest {

  private static final String WRITES =
      "writes: [pom.xml, { file: README.md, at: \"version {version}\" }], changelog: CHANGELOG.md";

  private static final Slug STAGING = new Slug("staging");

  private final Path folder = TestDatabase.passableFolder();
  private final Path ledger = folder.resolve("ledger");
  private Predicate<Death> fate = _ -> false;
  private final Lives lives =
      new Lives(folder, journal -> new DyingJournal(journal, death -> fate.test(death)));
  private final GitRemote remote = GitRemote.in(folder.resolve("coded.git"));

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_feature_becomes_a_release_commit_that_is_built_once_and_goes_on_alone() {
    CommitId first = begin(WRITES, "0.9.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);
    CommitId begun = remote.head("main");
    CommitId feature = push(service, "feat: a basket");
    CommitId released = remote.head("main");

    assertThat(messages())
        .containsExactly(
            "chore(release): v1.1.0", "feat: a basket", "chore(release): v1.0.0", "feat: begin");
    assertThat(remote.tags())
        .containsOnlyKeys("v1.0.0", "v1.1.0")
        .containsEntry("v1.1.0", released);
    assertThat(text("pom.xml")).isEqualTo("<project><version>1.1.0</version></project>\n");
    assertThat(text("README.md")).isEqualTo("This is version 1.1.0 of it.\n");
    assertThat(text("CHANGELOG.md"))
        .containsSubsequence("# Changelog", "## 1.1.0 - ", "a basket", "## 1.0.0 - ", "begin")
        .containsOnlyOnce("a basket");
    assertThat(ledger())
        .containsExactly(
            first + " <version>0.9.0",
            begun + " <version>1.0.0",
            feature + " <version>1.0.0",
            released + " <version>1.1.0");

    Release release = release(service, "v1.1.0").orElseThrow();
    assertThat(release.commit()).isEqualTo(released);
    assertThat(inStaging(service).what().label()).isEqualTo("v1.1.0");
    assertThat(inStaging(service).what().digest()).isEqualTo(release.digest());
    assertThat(notes(release)).contains("a basket").doesNotContain("chore");
    assertThat(sentences("release-made"))
        .containsExactly(
            "released %s as v1.0.0".formatted(begun.brief()),
            "released %s as v1.1.0".formatted(released.brief()));
    assertThat(lives.facts("release-made"))
        .noneMatch(fact -> fact.why().equals("somebody pushed the tag"));
  }

  @Test
  void a_release_commit_leads_to_nothing_more() {
    begin("types: { other: patch }, " + WRITES, "0.9.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);
    CommitId released = remote.head("main");
    long before = lives.lastFact();

    lives.settle(service);

    assertThat(lives.lastFact()).isEqualTo(before);
    assertThat(remote.head("main")).isEqualTo(released);
    assertThat(remote.tags()).containsOnlyKeys("v1.0.0");
  }

  @Test
  void what_is_pushed_in_between_is_released_together_with_what_came_before_it() {
    begin(WRITES, "0.9.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);
    List<CommitId> between = new ArrayList<>();
    fate =
        death -> {
          if (death.is(Moment.AFTER_INTENT, ".release") && between.isEmpty()) {
            between.add(remote.on("main").file("stock", "between").commit("fix: the sum"));
          }
          return false;
        };

    push(service, "feat: a basket");

    assertThat(messages())
        .containsExactly(
            "chore(release): v1.1.0",
            "fix: the sum",
            "feat: a basket",
            "chore(release): v1.0.0",
            "feat: begin");
    Release release = release(service, "v1.1.0").orElseThrow();
    assertThat(release.commit()).isEqualTo(remote.head("main"));
    assertThat(notes(release)).contains("a basket", "the sum");
    assertThat(inStaging(service).what().label()).isEqualTo("v1.1.0");
    assertThat(sentences("step-ended"))
        .anySatisfy(said ->
            assertThat(said)
                .contains("main has gone on to " + between.getFirst().brief())
                .contains("whose own run releases this too"));
  }

  @Test
  void a_server_that_dies_at_any_point_makes_one_commit_and_one_tag_a_release() {
    Set<Death> deaths = new HashSet<>();
    fate = deaths::add;
    begin(WRITES, "0.9.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);
    push(service, "feat: a basket");
    CommitId released = remote.head("main");

    assertThat(messages())
        .containsExactly(
            "chore(release): v1.1.0", "feat: a basket", "chore(release): v1.0.0", "feat: begin");
    assertThat(remote.tags())
        .containsOnlyKeys("v1.0.0", "v1.1.0")
        .containsEntry("v1.1.0", released);
    assertThat(text("CHANGELOG.md")).containsOnlyOnce("a basket").containsOnlyOnce("begin");
    assertThat(ledger()).hasSize(4).doesNotHaveDuplicates();
    assertThat(sentences("release-made")).hasSize(2);
    assertThat(inStaging(service).what().commit()).isEqualTo(released);
    assertThat(deaths).anyMatch(death -> death.is(Moment.AFTER_INTENT, ".release"));
    assertThat(deaths).anyMatch(death -> death.is(Moment.BEFORE_SETTLED, ".release"));
    assertThat(deaths).anyMatch(death -> death.is(Moment.BEFORE_OUTCOME, " release"));
  }

  @Test
  void a_release_commit_that_fails_in_dev_is_no_release_and_the_next_one_has_its_own_version() {
    begin(WRITES, "0.9.0");
    remote
        .on("main")
        .executable("deploy.sh", "#!/bin/sh\n! grep -q '<version>1.1.0' pom.xml\n")
        .commit("chore: a deployment that likes no 1.1.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);
    push(service, "feat: a basket");

    assertThat(remote.tags()).containsOnlyKeys("v1.0.0", "v1.1.0");
    lives.settle(service);
    assertThat(release(service, "v1.1.0")).isEmpty();
    assertThat(inStaging(service).what().label()).isEqualTo("v1.0.0");

    remote.on("main").executable("deploy.sh", "#!/bin/sh\n").commit("fix: it likes all");
    lives.settle(service);

    assertThat(remote.tags()).containsEntry("v1.1.1", remote.head("main"));
    assertThat(inStaging(service).what().label()).isEqualTo("v1.1.1");
  }

  @Test
  void a_file_that_has_no_place_for_the_version_is_told_and_burns_none() {
    begin("writes: [pom.xml, package.json]", "0.9.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);

    assertThat(remote.tags()).isEmpty();
    assertThat(sentences("step-ended"))
        .anySatisfy(said -> assertThat(said).contains("package.json is not in the repository"));

    remote.on("main").file("package.json", "{ \"version\": \"0.9.0\" }").commit("fix: a package");
    lives.settle(service);

    assertThat(remote.tags()).containsOnlyKeys("v1.0.0").containsValue(remote.head("main"));
    assertThat(text("package.json")).isEqualTo("{ \"version\": \"1.0.0\" }");
  }

  @Test
  void a_commit_that_says_the_version_already_is_tagged_itself() {
    CommitId first = begin("writes: [pom.xml]", "1.0.0");
    ServiceId service = lives.add(remote);
    lives.settle(service);

    assertThat(remote.head("main")).isEqualTo(first);
    assertThat(remote.tags()).containsOnlyKeys("v1.0.0").containsValue(first);
    assertThat(inStaging(service).what().commit()).isEqualTo(first);
    assertThat(ledger()).hasSize(1);
  }

  @Test
  void two_services_of_one_repository_do_not_answer_each_other_s_release_commits() {
    String byTheDay = "scheme: calver, format: YYYY.0M.0D.MICRO, ";
    remote
        .on("main")
        .file("a.txt", "a 0.0")
        .file("b.txt", "b 0.0")
        .file("a.yaml", flow("a", byTheDay + "tag: 'a-{version}', changelog: a.md"))
        .file("b.yaml", flow("b", byTheDay + "tag: 'b-{version}', changelog: b.md"))
        .executable("build.sh", "#!/bin/sh\nmkdir -p dist && cp a.txt dist/\n")
        .executable("deploy.sh", "#!/bin/sh\n")
        .commit("feat: begin");
    List<ServiceId> both = List.of(lives.add(remote, "a.yaml"), lives.add(remote, "b.yaml"));

    for (int round = 0; round < 3; round++) {
      both.forEach(lives::settle);
    }

    assertThat(messages())
        .hasSize(3)
        .anyMatch(message -> message.startsWith("chore(release): a-2"))
        .anyMatch(message -> message.startsWith("chore(release): b-2"));
    assertThat(remote.tags()).hasSize(2);
    assertThat(sentences("release-made")).hasSize(2);
  }

  private CommitId begin(String release, String version) {
    return remote
        .on("main")
        .file("signalbox.yaml", flow("coded", "scheme: semver, " + release))
        .file("pom.xml", "<project><version>%s</version></project>\n".formatted(version))
        .file("README.md", "This is version %s of it.\n".formatted(version))
        .executable(
            "build.sh",
            """
            #!/bin/sh
            mkdir -p dist && cp pom.xml dist/
            echo "$SIGNALBOX_COMMIT $(grep -o '<version>[^<]*' pom.xml)" >> '%s'
            """
                .formatted(ledger))
        .executable("deploy.sh", "#!/bin/sh\n")
        .commit("feat: begin");
  }

  private static String flow(String service, String release) {
    return """
    signalbox: 1
    service: %1$s
    build:
      - run: ./build.sh
      - publish: { files: dist, image: embedded/%1$s, tags: ["{commit}"] }
    release: { %2$s }
    deploy: { command: ./deploy.sh }
    environments:
      dev:
        takes: every build
        steps: [deploy, release]
      staging:
        takes: every release
        steps: [deploy]
    """
        .formatted(service, release);
  }

  private CommitId push(ServiceId service, String message) {
    CommitId commit = remote.on("main").file("stock", message).commit(message);
    lives.settle(service);
    return commit;
  }

  private List<String> messages() {
    PackHistory history = PackHistory.at(remote.folder());
    try {
      return history.between(remote.head("main"), List.of()).stream().map(Commit::subject).toList();
    } finally {
      history.close();
    }
  }

  /// A file as it is on the branch.
  private String text(String path) {
    PackHistory history = PackHistory.at(remote.folder());
    try {
      return new String(
          history.read(remote.head("main"), path).orElseThrow(), StandardCharsets.UTF_8);
    } finally {
      history.close();
    }
  }

  private Optional<Release> release(ServiceId service, String tag) {
    return lives.database().read(tx -> tx.releases().tagged(service, tag));
  }

  private String notes(Release release) {
    return lives.database().read(tx -> tx.releases().notes(release.id()));
  }

  private Deployment inStaging(ServiceId service) {
    return Optional.ofNullable(
            lives.database().read(tx -> tx.deployments().newest(service)).get(STAGING))
        .orElseThrow();
  }

  private List<String> sentences(String kind) {
    return lives.facts(kind).stream().map(FactRecord::sentence).toList();
  }

  private List<String> ledger() {
    try {
      return Files.readAllLines(ledger);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
