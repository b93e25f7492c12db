package dev.signalbox.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.signalbox.base.Problem;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.domain.analysis.Selector.Matcher;
import dev.signalbox.domain.analysis.Selector.Operator;
import dev.signalbox.domain.artifact.ImageName;
import dev.signalbox.domain.calendar.Calendar;
import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.codebase.VersionFile;
import dev.signalbox.domain.environment.Environment;
import dev.signalbox.domain.environment.Environment.Starts;
import dev.signalbox.domain.environment.Environment.Takes;
import dev.signalbox.domain.version.Bump;
import dev.signalbox.domain.version.CalendarFormat;
import dev.signalbox.domain.version.Calver;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.Line;
import dev.signalbox.domain.version.Named;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version.Semantic;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.Flow.EnvironmentFlow;
import dev.signalbox.flow.MetricsSpec.Origin;
import dev.signalbox.flow.StepSpec.Publish.What;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FlowReaderTest {

  private static final StepSpec ALERT = new StepSpec.Alert(Optional.empty());
  private static final StepSpec HALT = new StepSpec.Halt();
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final DeploySpec START =
      new DeploySpec.AsProcess(
          Command.shell("./start.sh"), "/", Optional.empty(), Duration.ofSeconds(60));

  @TestFactory
  List<DynamicTest> every_good_file_is_a_flow() {
    return Corpus.good().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> flow(Corpus.bytes(file))))
        .toList();
  }

  @Test
  void the_git_release_flow_is_read_as_the_team_wrote_it() {
    Flow flow = flow(Corpus.bytes(Corpus.FLOW_1));
    var rule = rule("v{version}");
    var deploy =
        new DeploySpec.AsProcess(
            Command.shell("./start.sh"),
            "/healthz",
            Optional.of("/version"),
            Duration.ofMinutes(1));
    var metrics =
        new MetricsSpec(
            new Origin.Scrape("/metrics"),
            new Selector("http_requests_total", List.of()),
            new Selector(
                "http_requests_total", List.of(new Matcher("status", Operator.MATCHES, "5.."))));
    var verify = new StepSpec.Verify(Command.shell("./integration-tests.sh"), HALF_AN_HOUR);
    var rollback = new StepSpec.Rollback(deploy);

    assertThat(flow)
        .isEqualTo(
            new Flow(
                new Slug("storefront"),
                Optional.of("shop"),
                List.of(
                    new StepSpec.Run(Command.shell("./build.sh"), HALF_AN_HOUR),
                    new StepSpec.Run(Command.shell("./unit-tests.sh"), HALF_AN_HOUR),
                    new StepSpec.Publish(
                        new What.Files("dist"),
                        new ImageName("registry.dev.example", "storefront"),
                        List.of(new Template("{commit}")))),
                Optional.of(rule),
                Calendar.NONE,
                List.of(),
                List.of(),
                List.of(
                    new EnvironmentFlow(
                        new Environment(
                            new Slug("dev"), new Takes.EveryBuild(), Starts.BY_ITSELF, false),
                        List.of(new StepSpec.Deploy(deploy), verify, new StepSpec.Release(rule)),
                        List.of(ALERT, HALT),
                        List.of()),
                    new EnvironmentFlow(
                        new Environment(
                            new Slug("staging"), new Takes.EveryRelease(), Starts.BY_ITSELF, true),
                        List.of(
                            new StepSpec.NameArtifact(new Template("{version}")),
                            new StepSpec.Deploy(deploy),
                            verify),
                        List.of(ALERT, rollback, HALT),
                        List.of()),
                    new EnvironmentFlow(
                        new Environment(
                            new Slug("production"),
                            new Takes.From(new Slug("staging")),
                            Starts.ON_REQUEST,
                            false),
                        List.of(
                            new StepSpec.CopyArtifact(
                                new ImageName("registry.prod.example", "storefront")),
                            new StepSpec.Deploy(deploy),
                            new StepSpec.Monitor(
                                Optional.of(0.01), Optional.empty(), HALF_AN_HOUR, metrics)),
                        List.of(ALERT, rollback, HALT),
                        List.of(ALERT, HALT)))));
  }

  @Test
  void what_is_left_out_is_what_the_reference_says() {
    Flow flow = flow(Corpus.good("smallest"));
    assertThat(flow.team()).isEmpty();
    assertThat(flow.release()).isEmpty();
    EnvironmentFlow production = flow.environments().getFirst();
    assertThat(production.environment())
        .isEqualTo(
            new Environment(
                new Slug("production"), new Takes.EveryBuild(), Starts.BY_ITSELF, false));
    assertThat(production.steps()).containsExactly(new StepSpec.Deploy(START));
    assertThat(production.onFailure()).containsExactly(ALERT, HALT);
    assertThat(production.onBreach()).isEmpty();
  }

  @Test
  void commands_are_texts_or_words_with_limits_of_their_own() {
    Flow flow = flow(Corpus.good("layout-and-words"));
    assertThat(flow.team()).contains("42");
    assertThat(flow.build())
        .containsExactly(
            new StepSpec.Run(Command.of(List.of("make", "-j", "2", "all")), HALF_AN_HOUR),
            new StepSpec.Run(Command.of(List.of("./tests.sh", "--all")), Duration.ofMinutes(90)),
            new StepSpec.Run(Command.shell("set -e\n./lint.sh\n"), Duration.ofSeconds(45)),
            new StepSpec.Publish(
                new What.Layout("build/image"),
                new ImageName("registry.example:5000", "team/image-shop"),
                List.of(
                    new Template("{commit}"),
                    new Template("{service}-{commit}"),
                    new Template("edge"))));
    assertThat(flow.environments().getFirst().steps())
        .containsExactly(
            new StepSpec.Deploy(
                new DeploySpec.AsProcess(
                    Command.of(List.of("./serve", "--port-from-env")),
                    "/up?deep=1",
                    Optional.empty(),
                    Duration.ofMinutes(2))),
            new StepSpec.Verify(Command.shell("./smoke.sh"), Duration.ofMinutes(10)));
  }

  @Test
  void a_command_deploys_and_prometheus_counts() {
    EnvironmentFlow production = flow(Corpus.good("by-command")).environments().getFirst();
    var deploy =
        new DeploySpec.ByCommand(
            Command.shell("./deploy.sh"),
            Optional.of(Command.of(List.of("./deployed-digest.sh", "--json"))),
            Duration.ofMinutes(10));
    var metrics =
        new MetricsSpec(
            new Origin.Prometheus("main"),
            new Selector(
                "requests_total",
                List.of(
                    new Matcher("service", Operator.EQUAL, "ledger"),
                    new Matcher("path", Operator.NOT_MATCHES, "/(health|metrics)"))),
            new Selector(
                "requests_total",
                List.of(
                    new Matcher("service", Operator.EQUAL, "ledger"),
                    new Matcher("status", Operator.MATCHES, "5.."),
                    new Matcher("note", Operator.NOT_EQUAL, "a\\b"))));
    assertThat(production)
        .isEqualTo(
            new EnvironmentFlow(
                new Environment(
                    new Slug("production"), new Takes.EveryBuild(), Starts.ON_REQUEST, true),
                List.of(
                    new StepSpec.Deploy(deploy),
                    new StepSpec.Monitor(
                        Optional.of(0.005), Optional.empty(), Duration.ofDays(7), metrics),
                    ALERT),
                List.of(
                    new StepSpec.Alert(Optional.of("The ledger did not come up.")),
                    new StepSpec.Rollback(deploy)),
                List.of(ALERT, HALT)));
  }

  @Test
  void a_rollback_brings_back_in_the_way_its_environment_deploys() {
    Flow flow = flow(Corpus.good("own-deploy"));
    var cloud =
        new DeploySpec.ByCommand(Command.shell("./cloud.sh"), Optional.empty(), HALF_AN_HOUR);
    assertThat(flow.environments().get(0).onFailure())
        .containsExactly(new StepSpec.Rollback(START));
    assertThat(flow.environments().get(1).steps()).containsExactly(new StepSpec.Deploy(cloud));
    assertThat(flow.environments().get(1).onFailure())
        .containsExactly(new StepSpec.Rollback(cloud));
  }

  @Test
  void an_alias_is_as_good_as_what_it_stands_for() {
    Flow flow = flow(Corpus.good("aliases"));
    assertThat(flow.environments())
        .extracting(e -> e.environment().name().text())
        .containsExactly("one", "two", "three");
    assertThat(flow.environments().get(1).steps())
        .isEqualTo(flow.environments().get(0).steps())
        .containsExactly(
            new StepSpec.Deploy(START),
            new StepSpec.CopyArtifact(new ImageName("registry.example", "shop")));
    assertThat(flow.environments().get(2).steps()).containsExactly(new StepSpec.Deploy(START));
  }

  @Test
  void a_version_is_known_all_along_the_way_of_a_release() {
    Flow flow = flow(Corpus.good("regions"));
    assertThat(flow.release()).contains(rule("release/{version}"));
    assertThat(flow.process().environments())
        .extracting(Environment::takes)
        .containsExactly(
            new Takes.EveryBuild(),
            new Takes.EveryRelease(),
            new Takes.From(new Slug("uk")),
            new Takes.From(new Slug("us")));
    assertThat(flow.environments().get(2).steps())
        .contains(new StepSpec.NameArtifact(new Template("{version}")));
  }

  @Test
  void json_and_other_editors_line_ends_are_yaml_too() {
    assertThat(flow(Corpus.good("json")).environments().getFirst().steps())
        .contains(new StepSpec.Alert(Optional.of("Läuft 🚀")));
    Flow flow = flow(Corpus.good("from-another-editor"));
    assertThat(flow.build()).contains(new StepSpec.Run(Command.shell("echo \"日本\""), HALF_AN_HOUR));
    assertThat(flow.environments().getFirst().steps())
        .containsExactly(new StepSpec.Alert(Optional.of("yes")));
  }

  @Test
  void dates_names_and_lines_are_schemes_too() {
    assertThat(scheme("by-the-calendar"))
        .isEqualTo(
            new Calver(CalendarFormat.of("YYYY.0M.0D").orElseThrow(), ZoneId.of("Europe/Berlin")));
    assertThat(scheme("names-of-people"))
        .isEqualTo(new Named(List.of("ALICIA", "BERTHA", "CHARLIE"), Named.Then.AGAIN));
    VersionRules lines =
        flow(Corpus.good("release-lines")).release().orElseThrow().rules().versions();
    assertThat(lines.bumps()).containsEntry("perf", Bump.NONE).containsEntry("feat", Bump.MINOR);
    assertThat(lines.otherwise()).isEqualTo(Bump.PATCH);
    assertThat(lines.on("release/1.2").line())
        .isEqualTo(
            new Line(
                Optional.of(Semantic.of(1, 2, 0)),
                Optional.of(Semantic.of(1, 3, 0)),
                Optional.empty()));
    assertThat(lines.on("next").scheme())
        .isEqualTo(
            new Semver(
                new Semver.Zero(Bump.MAJOR, Bump.PATCH),
                Semantic.of(0, 1, 0),
                Optional.of("beta")));
  }

  @Test
  void a_file_of_releases_alone_is_read_for_them() {
    byte[] file =
        """
        signalbox: 1
        release: { scheme: semver, scope: ticket, tickets: ["SHOP-{n}"], path: cart/ }
        components:
          cart: { path: [services/cart, ./lib/cart], tag: "cart-{version}" }
          "@shop/till": { path: till }
        """
            .getBytes(StandardCharsets.UTF_8);
    ReleaseRules rules =
        switch (FlowReader.readRelease("r.yaml", file)) {
          case ReleaseReading.Good(ReleaseRules good) -> good;
          case ReleaseReading.Bad(List<Problem> problems) -> throw new AssertionError(problems);
        };
    assertThat(rules.folders()).containsExactly("cart");
    assertThat(rules.messages().scopeIsTicket()).isTrue();
    assertThat(rules.versions().tag()).isEmpty();
    assertThat(rules.components())
        .containsExactly(
            new Component(
                Optional.of("cart"),
                List.of("services/cart", "lib/cart"),
                List.of(TagForm.of("cart-{version}"))),
            new Component(Optional.of("@shop/till"), List.of("till"), List.of()));
  }

  @Test
  void a_flow_file_is_read_for_its_releases_with_the_same_checks() {
    assertThat(FlowReader.readRelease("signalbox.yaml", Corpus.bytes(Corpus.FLOW_1)))
        .isEqualTo(new ReleaseReading.Good(rule("v{version}").rules()));
    byte[] slip =
        "signalbox: 1\nrelease: { scheme: semver, tipes: { feat: minor } }\n"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(FlowReader.readRelease("r.yaml", slip))
        .isInstanceOfSatisfying(
            ReleaseReading.Bad.class,
            bad -> assertThat(bad.problems().getFirst().text()).contains("Did you mean 'types'?"));
  }

  @Test
  void a_release_may_write_its_version_into_the_code() {
    assertThat(flow(Corpus.good("release-in-the-code")).release().orElseThrow().codebase())
        .isEqualTo(
            new CodebaseRule(
                List.of(
                    VersionFile.named("pom.xml"),
                    new VersionFile("charts/shop/Chart.yaml", new VersionFile.Form.Chart(true)),
                    VersionFile.at("README.md", "version {version}")),
                Optional.of("CHANGELOG.md")));
    assertThat(flow(Corpus.good("release-lines")).release().orElseThrow().codebase())
        .isEqualTo(CodebaseRule.NOTHING);
  }

  private static ReleaseRule rule(String tag) {
    TagForm form = TagForm.of(tag);
    return new ReleaseRule(
        form,
        new ReleaseRules(
            VersionRules.USUAL.tagged(form), MessageRules.USUAL, List.of(""), List.of()),
        CodebaseRule.NOTHING);
  }

  private static Scheme scheme(String good) {
    return flow(Corpus.good(good)).release().orElseThrow().rules().versions().scheme();
  }

  private static Flow flow(byte[] bytes) {
    Reading reading = FlowReader.read("flow.yaml", bytes);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).flow();
  }
}
