package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.deployment.Deployment;
import dev.signalbox.domain.deployment.DeploymentState;
import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.fixture.Storefront;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.journey.DyingJournal.Death;
import dev.signalbox.journey.DyingJournal.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Workers die at every effect and every outcome of every kind of step, once each, as `kill -9`
/// does it; the next one goes on. On the far side, each effect is seen once.
class CrashPointsTest {

  private static final String BY_COMMAND =
      """
      signalbox: 1
      service: storefront
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/storefront, tags: ["{commit}"] }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [deploy, { verify: ./verify.sh }]
          on-failure: [alert, rollback, halt]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Path ledger = folder.resolve("ledger");
  private final Set<Death> deaths = new HashSet<>();
  private final Lives lives = new Lives(folder, journal -> new DyingJournal(journal, deaths::add));

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_service_that_runs_as_a_process() {
    Storefront shop =
        Storefront.in(
            folder,
            Storefront.theFlow().replace("for: 30m", "for: 1s").replace("starts: on-request", ""));
    ServiceId service = lives.add(shop.remote());
    until(service, () -> there(service, "dev", shop.remote().head("main")));

    CommitId good = shop.merge("feat(SHOP-7): a basket", "");
    until(service, () -> there(service, "production", good));
    CommitId bad = shop.merge("fix(SHOP-8): only staging knows", "fails-in=staging");
    until(service, () -> lives.receiver().messages().size() == 1 && settled());

    assertThat(there(service, "staging", good)).as("rolled back").isTrue();
    assertThat(shop.remote().tags())
        .containsOnlyKeys("v1.0.0", "v1.1.0", "v1.1.1")
        .containsEntry("v1.1.0", good)
        .containsEntry("v1.1.1", bad);
    for (CommitId commit : List.of(good, bad)) {
      assertThat(shop.ledger("build " + commit.text())).hasSize(1);
      assertThat(shop.ledger("verify dev " + commit.text())).hasSize(1);
      assertThat(shop.ledger("verify staging " + commit.text())).hasSize(1);
    }
    assertThat(shop.ledger("start"))
        .filteredOn(line -> line.endsWith(good.text()) || line.endsWith(bad.text()))
        .containsExactly(
            "start dev - " + good.text(),
            "start staging 1.1.0 " + good.text(),
            "start production 1.1.0 " + good.text(),
            "start dev - " + bad.text(),
            "start staging 1.1.1 " + bad.text(),
            "start staging 1.1.0 " + good.text());
    assertThat(manifests("registry-dev")).as("artifacts").hasSize(3);
    assertThat(manifests("registry-prod")).as("artifacts").hasSize(1);
    assertThat(lives.receiver().messages()).hasSize(1);
    assertThat(results()).containsOnly("succeeded", "failed");
    theyDiedAt(
        List.of(".command", ".deploy", ".tag", ".tag-1.1.0", ".copy", ".rollback", ".tag-" + good),
        List.of(
            " run ./build.sh",
            " publish to registry.dev.example/storefront",
            " deploy",
            " verify ./integration-tests.sh",
            " release",
            " name-artifact {version}",
            " copy-artifact to registry.prod.example/storefront",
            " monitor",
            " alert",
            " rollback",
            " halt",
            " end"));
  }

  @Test
  void a_service_that_a_command_deploys() {
    GitRemote remote = GitRemote.in(folder.resolve("commanded.git"));
    CommitId good =
        remote
            .on("main")
            .file("signalbox.yaml", BY_COMMAND)
            .executable("build.sh", script("build", "mkdir dist; cp verify.sh dist/"))
            .executable("deploy.sh", script("deploy", ""))
            .executable("verify.sh", script("verify", ""))
            .commit("feat: begin");
    ServiceId service = lives.add(remote);
    until(service, () -> there(service, "dev", good));
    CommitId bad =
        remote
            .on("main")
            .executable("verify.sh", script("verify", "exit 1"))
            .commit("fix: it is worse now");
    until(service, () -> lives.receiver().messages().size() == 1 && settled());

    assertThat(there(service, "dev", good)).as("rolled back").isTrue();
    assertThat(ledger())
        .containsExactly(
            "build " + good.text(),
            "deploy " + good.text(),
            "verify " + good.text(),
            "build " + bad.text(),
            "deploy " + bad.text(),
            "verify " + bad.text(),
            "deploy " + good.text());
    assertThat(lives.receiver().messages()).hasSize(1);
    theyDiedAt(List.of(".command", ".deploy", ".rollback"), List.of(" deploy", " rollback"));
  }

  private void until(ServiceId service, Callable<Boolean> done) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .pollInSameThread()
        .until(() -> {
          lives.go(service);
          customersAskProduction(service);
          return done.call();
        });
  }

  /// A monitor that sees nobody knows nothing.
  private void customersAskProduction(ServiceId service) {
    newest(service, "production")
        .flatMap(Deployment::address)
        .ifPresent(address -> Api.send(HttpRequest.newBuilder(address.resolve("/price"))));
  }

  /// Places are known by their endings: which run and which step it was is not the point.
  private void theyDiedAt(List<String> effects, List<String> outcomes) {
    effects.forEach(effect -> {
      diedAt(Moment.AFTER_INTENT, effect);
      diedAt(Moment.BEFORE_SETTLED, effect);
    });
    outcomes.forEach(outcome -> diedAt(Moment.BEFORE_OUTCOME, outcome));
    assertThat(lives.lived()).isEqualTo(deaths.size() + 1);
  }

  private void diedAt(Moment moment, String end) {
    assertThat(deaths).as("%s of%s", moment, end).anyMatch(death -> death.is(moment, end));
  }

  private boolean there(ServiceId service, String environment, CommitId commit) {
    return settled()
        && newest(service, environment)
            .filter(d -> d.what().commit().equals(commit))
            .filter(d -> d.state() instanceof DeploymentState.Good)
            .isPresent();
  }

  private Optional<Deployment> newest(ServiceId service, String environment) {
    return lives
        .database()
        .read(
            tx -> Optional.ofNullable(tx.deployments().newest(service).get(new Slug(environment))));
  }

  private boolean settled() {
    return !results().contains("running");
  }

  private Set<String> results() {
    return lives
        .database()
        .read(tx ->
            tx
                .sql()
                .createQuery("select coalesce(result, 'running') from run")
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toSet()));
  }

  /// The manifests that a registry on this disk holds under any name.
  private Set<String> manifests(String registry) {
    try (var files = Files.walk(folder.resolve("data").resolve(registry))) {
      var digests = new TreeSet<String>();
      for (Path index : files.filter(f -> f.endsWith("index.json")).toList()) {
        Pattern.compile("sha256:[0-9a-f]{64}")
            .matcher(Files.readString(index))
            .results()
            .forEach(found -> digests.add(found.group()));
      }
      return digests;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String script(String word, String more) {
    return "#!/bin/sh\nset -eu\necho \"%s $SIGNALBOX_COMMIT\" >> '%s'\n%s\n"
        .formatted(word, ledger, more);
  }

  private List<String> ledger() {
    try {
      return Files.readAllLines(ledger);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
