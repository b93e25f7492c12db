package dev.signalbox.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.fixture.Api;
import dev.signalbox.fixture.CliSession;
import dev.signalbox.fixture.CliSession.Said;
import dev.signalbox.fixture.TestClock;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// People bring a release through by command, and are told where they are wrong.
class PeopleByCommandTest {

  private static final Duration WITHIN = Duration.ofSeconds(40);

  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      calendar:
        zone: America/Los_Angeles
        holidays: { also: { 2026-03-17: the spring feast } }
      rota:
        release-manager: { turns: monthly, of: [ann, ben, cleo] }
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits }
      trains:
        weekly: { cuts: TUE 10:00, if: changed }
      deploy: { command: "true" }
      environments:
        staging:
          takes: { train: weekly }
          gates: [{ checks: [unit] }, { word-of: release-manager }]
          steps: [deploy]
        production:
          takes: { from: staging, soaked: 7d }
          request: { to: ops }
          gates: [{ qa: no-blockers }]
          steps: [deploy, { watch: { dashboards: [errors], for: 2h } }]
      lines:
        urgent: { off: production, into: production, ends: when main arrives }
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Commanded code = new Commanded(folder, FLOW);
  private final TestServer server =
      TestServer.start(
          folder,
          TestDatabase.fresh(),
          TestClock.from(Instant.parse("2026-03-02T09:00:00Z")),
          Map.of());
  private final Api api = server.api();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_release_goes_through_by_command_and_wrong_words_are_told() {
    String commit = code.commit("feat: begin").brief();
    api.add(code.remote().address());
    until("/trains", "\"changes\":1");
    each(
        right(
            "train commanded", "next  2026-03-03 10:00 America/Los_Angeles, with 1 commit by now"),
        wrong("train commanded wekly", "commanded has no train 'wekly'"),
        wrong("train commanded weekly cut", "It needs a reason"),
        right("train commanded weekly cut --reason 'a demo'", "A cut is due"),
        right("rota commanded", "now   cleo  2026-03-01 00:00 America/Los_Angeles"),
        right("rota commanded", "release-manager (monthly)"),
        right(
            "train commanded",
            "2026-03-17 10:00 America/Los_Angeles: Tuesday 17 March 2026 is the spring feast, so it is left out."),
        wrong("rota commanded boss", "commanded has no rota for 'boss'"),
        wrong("rota commanded --at 2026-03-10", "name it behind the service"),
        right(
            "rota commanded release-manager --at 2026-04-10",
            "ann from 2026-04-01 00:00 America/Los_Angeles to 2026-05-01 00:00"),
        wrong(
            "rota commanded release-manager --swap 2026-03-02 --to dora --reason 'a cold'",
            "dora takes no turns as release-manager: ann, ben, cleo do."),
        right("calendar commanded", "weekly is cut (left out)"),
        wrong("calendar comanded", "Did you mean 'commanded'?"),
        right("lines commanded", "No release line yet."),
        wrong("lines comanded", "Did you mean 'commanded'?"),
        right("companions commanded", "commanded has no companions."),
        wrong("companions comanded", "Did you mean 'commanded'?"),
        wrong(
            "train commanded weekly skip --urgent hotfix --reason fire",
            "'--urgent KIND' goes with cut."),
        wrong(
            "train commanded weekly cut --urgent hotfix --reason fire",
            "commanded has no urgent 'hotfix'; its flow has none at all."),
        wrong(
            "promote commanded staging --urgent warmfix --reason fire",
            "commanded has no urgent 'warmfix'; its flow has none at all."));
    until("/environments/staging", "no-word");
    each(
        wrong("say commanded staging relese-manager yes", "it asks for release-manager."),
        wrong("say commanded staging release-manager yes --as ann", "cleo is release-manager now"),
        wrong("report-check commanded ffffffff unit passed", "has no commit 'ffffffff'"),
        right("report-check commanded " + commit + " unit passed", "unit passed on " + commit),
        right("say commanded staging release-manager yes --as cleo", "says yes to v1.0.0"),
        right("requests commanded", "No deployment request yet."),
        right("shortcuts commanded", "2026-03  extra-cut  1x  a demo"));
    itSoaks();
    itIsLetIntoProduction();
    itIsWatched();
  }

  private void itSoaks() {
    until("/environments/staging", "\"state\":\"good\"");
    until("/environments/production", "soaking");
    each(
        wrong("soak commanded staging v9 --for 1d --reason x", "commanded has no release 'v9'."),
        wrong("soak commanded stagin v1.0.0 --for 1d --reason x", "Did you mean 'staging'?"),
        wrong("soak commanded staging v1.0.0 --for 1d", "Missing required option: '--reason=TEXT'"),
        wrong("soak commanded staging v1.0.0 --for 1d --reason ''", "It needs a reason"),
        wrong("soak commanded staging v1.0.0 --for soon --reason x", "soon"),
        wrong("soak commanded staging v1.0.0 --for 1d --bad --reason x", "mutually exclusive"),
        wrong("soak commanded staging v1.0.0 --reason x", "--for=DURATION"),
        wrong(
            "soak commanded production v1.0.0 --for 1d --reason x",
            "v1.0.0 has not gone well in production yet, so it does not soak."),
        right("soak commanded staging v1.0.0 --for 14d --reason 'we wait'", "14d"),
        right("soak commanded staging v1.0.0 --bad --reason 'marks are lost'", "bad in staging"),
        right("soak commanded staging v1.0.0 --bad --reason 'still lost'", "bad in staging"),
        right("why commanded production", "v1.0.0 is bad in staging: mia: still lost"),
        right("soak commanded staging v1.0.0 --good --reason 'a false alarm'", "good in staging"),
        right("why commanded production", "(mia: we wait)"),
        right("soak commanded staging v1.0.0 --for 1s --reason 'by ear'", "1s"),
        right("shortcuts commanded", "2026-03  soak-set   2x  by ear; we wait"),
        right("shortcuts commanded --days 1", "soak-set"),
        wrong("shortcuts commanded --days 0", "at least 1"),
        wrong("shortcuts commanded --days many", "'many'"),
        wrong("shortcuts comanded", "Did you mean 'commanded'?"));
    answers("PUT", soak("v1.0.0"), Map.of("verdict", "meh", "reason", "x"), 400, "bad or good");
    answers("PUT", soak("v1.0.0"), Map.of("reason", "x"), 400, "'lasting' or 'verdict'");
    answers("PUT", soak("v9"), Map.of("verdict", "bad", "reason", "x"), 404, "no release 'v9'");
    answers("PUT", soak("v1.0.0"), Map.of("verdict", "bad"), 400, "It needs a reason");
  }

  private static String soak(String release) {
    return "/services/commanded/environments/staging/soaks/" + release;
  }

  private void itIsLetIntoProduction() {
    until("/deployment-requests", "awaited");
    each(
        right("requests commanded", "1  v1.0.0 into production, to ops: awaited"),
        right("requests commanded --limit 1", "- begin ("),
        wrong("requests commanded --limit none", "'none'"),
        wrong("requests comanded", "Did you mean 'commanded'?"),
        wrong("answer 99 accept", "There is no deployment request 99."),
        wrong("answer one accept", "'one'"),
        wrong("answer 1 perhaps", "perhaps"),
        wrong("answer 1 decline", "Declining needs a reason"),
        right(
            "answer 1 decline --reason 'not on a Monday'", "(v1.0.0 into production) is declined"),
        right("requests commanded", "to ops: declined by mia"),
        right("answer 1 accept", "Deployment request 1 (v1.0.0 into production) is accepted."),
        wrong("answer 1 accept", "mia accepted the deployment request 1 at 2026-03-0"),
        wrong("answer 1 decline --reason 'too late'", "mia accepted the deployment request 1"));
    answers("POST", "/deployment-requests/1/answer", Map.of(), 400, "'accept' is true or false");
    answers("POST", "/deployment-requests/x/answer", Map.of("accept", true), 400, "has a number");
    answers("POST", "/deployment-requests/99/answer", Map.of("accept", true), 404, "request 99");
    answers("POST", "/deployment-requests/1/answer", Map.of("accept", true), 409, "mia accepted");
  }

  private void itIsWatched() {
    each(
        wrong(
            "say commanded production erors yes",
            "Nothing in production waits for the word of 'erors'; it asks for qa, and no run waits"
                + " until somebody has looked at errors."),
        wrong("say commanded production qa no", "A no needs a reason"),
        right("say commanded production qa yes", "qa says yes to v1.0.0 in production."));
    until("/environments/production", "nobody has looked at errors yet");
    each(
        wrong("say commanded production erors yes", "waits until somebody has looked at errors."),
        wrong("say commanded production errors maybe", "maybe"),
        wrong("say commanded production errors no", "A no needs a reason"),
        wrong("say commanded productoin errors yes", "Did you mean 'production'?"),
        right("say commanded production errors yes", "errors says yes to v1.0.0 in production."));
    until("/environments/production", "\"state\":\"good\"");
    each(
        wrong(
            "say commanded production errors yes",
            "no run waits until somebody has looked at errors."));
    var stranger = new Api(api.address(), "sbx_nobody");
    assertThat(
            CliSession.run(
                stranger,
                folder,
                "say commanded production errors yes",
                "answer 1 accept",
                "soak commanded staging v1.0.0 --bad --reason x"))
        .allSatisfy(said -> assertThat(said.exitCode()).isNotZero())
        .allSatisfy(said -> assertThat(said.text()).containsIgnoringCase("token"));
  }

  private record Wish(String command, boolean right, String text) {}

  private static Wish right(String command, String text) {
    return new Wish(command, true, text);
  }

  private static Wish wrong(String command, String text) {
    return new Wish(command, false, text);
  }

  private void each(Wish... wishes) {
    List<Said> said =
        CliSession.run(
            api, folder, Arrays.stream(wishes).map(Wish::command).toArray(String[]::new));
    SoftAssertions.assertSoftly(softly -> {
      for (int i = 0; i < wishes.length; i++) {
        Said each = said.get(i);
        softly.assertThat(each.text()).as(each.command()).contains(wishes[i].text());
        softly.assertThat(each.exitCode() == 0).as(each.command()).isEqualTo(wishes[i].right());
      }
    });
  }

  private void answers(String method, String path, Object body, int status, String text) {
    Api.Answer answer = api.ask(method, path, body);
    assertThat(answer.text()).contains(text);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  private void until(String path, String text) {
    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> api.get("/services/commanded" + path).toString().contains(text));
  }
}
