package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Decided.code;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Fixes.FixView;
import dev.signalbox.app.Fixes.PlaceView;
import dev.signalbox.app.LineView;
import dev.signalbox.app.Lines;
import dev.signalbox.app.Promotions.Answer;
import dev.signalbox.app.Promotions.Wish;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.plan.Plan.Verdict;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.fixture.WorkingCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A region cannot wait: a small release off what it has, with the one fix, beside the way that all
/// releases go.
class ReleaseLinesTest {

  private static final Actor MIA = Actor.unproven("mia");
  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      release: { scheme: named, names: [ALICIA, BERTHA, CHARLIE, DARLENE, EDNA] }
      deploy: { command: ./deploy.sh }
      environments:
        dev:
          takes: every build
          steps: [release]
        stage:
          takes: every release
          steps: [deploy]
        uk:
          takes: { from: stage }
          starts: on-request
          steps: [deploy]
        us:
          takes: { from: uk }
          starts: on-request
          steps: [deploy]
      lines:
        us-release: { off: us, into: us, ends: when main arrives }
        uk-release: { off: uk, into: uk }
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final Commanded shop = new Commanded(folder, FLOW);
  private final ServiceId service = begun();

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void a_fix_goes_to_us_beside_the_way_and_the_line_ends_when_the_way_comes_there() {
    promote("uk", "ALICIA");
    promote("us", "ALICIA");
    CommitId fix = commit("prices", "rice 4", "fix: the price of rice");

    LineView line = accepted(lives.lines().open(wish("us-release", "ALICIA", fix), MIA));

    assertThat(line.sentence()).startsWith("Its branch stands at ");
    assertThat(shop.remote().head("us-release")).isEqualTo(line.head());
    lives.settle(service);
    assertThat(shop.remote().tags()).containsEntry("ALICIA.1", line.head());
    assertThat(shop.ledger("build " + line.head())).as("built once").hasSize(1);
    assertThat(lives.plan(service, "us").candidate().orElseThrow().label()).isEqualTo("ALICIA.1");
    assertThat(lives.reasons(service, "us")).extracting(Reason::code).containsExactly("on-request");
    assertThat(lives.started("dev")).as("no line goes where main goes").hasSize(2);
    assertThat(lives.there(service, "stage")).contains("BERTHA");

    promote("us");

    assertThat(lives.there(service, "us")).contains("ALICIA.1");
    assertThat(lives.there(service, "uk")).contains("ALICIA");
    assertThat(shop.ledger("deploy " + line.head())).hasSize(1);
    assertThat(has(fix)).isEqualTo(List.of("dev: ?", "stage: true", "uk: false", "us: true"));
    assertThat(sentences(fix)).contains("ALICIA in uk does not have it.");
    assertThat(sentences(fix))
        .contains("ALICIA.1 in us has it, carried over as %s.".formatted(line.head().brief()));
    assertThat(lives.plan(service, "us").verdict()).isInstanceOf(Verdict.Nothing.class);

    promote("uk");
    assertThat(lives.there(service, "uk")).contains("BERTHA");
    assertThat(lives.plan(service, "us").candidate().orElseThrow().label()).isEqualTo("BERTHA");
    promote("us");

    assertThat(lives.there(service, "us")).contains("BERTHA");
    LineView over = accepted(lives.lines().all("commanded")).getFirst();
    assertThat(over.open()).isFalse();
    assertThat(over.sentence()).endsWith(": BERTHA has come to us.");
    assertThat(has(fix)).endsWith("uk: true", "us: true");
    assertThat(lives.facts("line-overtaken").stream().map(FactRecord::sentence))
        .containsExactly("us-release is over: BERTHA has come to us");
    assertThat(lives.facts("line-opened").getFirst())
        .satisfies(fact -> {
          assertThat(fact.actor()).isEqualTo(MIA);
          assertThat(fact.why()).isEqualTo("rice is too cheap in us");
          assertThat(fact.sentence()).isEqualTo("opened us-release off ALICIA, into us");
        });
    commit("more", "1", "feat: more");
    assertThat(shop.remote().tags()).as("main counts on as ever").containsKey("CHARLIE");
  }

  @Test
  void commits_that_do_not_fit_are_carried_over_by_hand_with_the_commands_that_are_told() {
    promote("uk", "ALICIA");
    promote("us", "ALICIA");
    commit("prices", "bread 9\nrice 9", "feat: all is dear");
    CommitId fix = commit("prices", "bread 9\nrice 8", "fix: the price of rice");
    CommitId other = commit("more", "1", "fix: something else");
    long before = lives.lastFact();

    Decision<LineView> answer = lives.lines().open(wish("us-release", "ALICIA", other, fix), MIA);

    List<Reason> reasons = ((Decision.Refused<LineView>) answer).refusal().reasons();
    assertThat(reasons).extracting(Reason::code).containsExactly("pick-conflict", "by-hand");
    assertThat(reasons.getFirst().sentence())
        .isEqualTo(
            "%s \"fix: the price of rice\" changes what is different in ALICIA: prices. Nothing was changed."
                .formatted(fix.brief()));
    assertThat(lives.lastFact()).as("nothing is written down").isEqualTo(before);
    assertThat(reasons.getLast().clearedBy())
        .isEqualTo(
            "you, and then: signalbox release branch commanded us-release --from ALICIA --continue");

    var git = WorkingCopy.of(shop.remote(), folder.resolve("mias-copy"));
    for (String command : reasons.getLast().sentence().split("; ", -1)) {
      if (command.equals("git cherry-pick -x " + fix)) {
        assertThat(git.tries("cherry-pick", "-x", fix.text())).as("git's word for it").isFalse();
        git.write("prices", "rice 1\n");
      } else {
        git.type(command);
      }
    }
    LineView line = accepted(lives.lines().adopt(wish("us-release", "ALICIA"), MIA));
    assertThat(line.head()).isEqualTo(git.head());
    lives.settle(service);

    LineView read = accepted(lives.lines().all("commanded")).getFirst();
    assertThat(read.commits()).extracting(LineView.PickView::commit).containsExactly(other, fix);
    assertThat(read.commits()).allMatch(LineView.PickView::byHand);
    assertThat(read.releases()).containsExactly("ALICIA.1");
    promote("us");
    assertThat(lives.there(service, "us")).contains("ALICIA.1");
    assertThat(has(fix)).endsWith("us: true");
  }

  @Test
  void a_line_gets_more_commits_and_a_person_may_end_it() {
    CommitId fix = bertaInUkWithoutTheFix();
    CommitId more = commit("more", "1", "fix: more");
    accepted(lives.lines().open(wish("us-release", "ALICIA", fix), MIA));
    lives.settle(service);
    assertThat(code(lives.lines().open(wish("us-release", "ALICIA", more), MIA)))
        .isEqualTo("line-open");
    assertThat(code(lives.lines().pick(wish("us-release", "", fix), MIA)))
        .isEqualTo("picked-already");

    assertThat(code(ask("uk", Optional.of("ALICIA.1")))).isEqualTo("line-elsewhere");
    LineView line = accepted(lives.lines().pick(wish("us-release", "", more), MIA));
    lives.settle(service);

    assertThat(shop.remote().tags()).containsEntry("ALICIA.2", line.head());
    assertThat(lives.plan(service, "us").candidate().orElseThrow().label()).isEqualTo("ALICIA.2");
    assertThat(accepted(lives.lines().close("commanded", "us-release", "enough", MIA)).sentence())
        .endsWith(": mia ended it: enough.");
    assertThat(code(lives.lines().close("commanded", "us-release", "again", MIA)))
        .isEqualTo("line-over");
    assertThat(code(lives.lines().pick(wish("us-release", "", more), MIA))).isEqualTo("line-over");
    assertThat(lives.plan(service, "us").candidate().orElseThrow().label())
        .as("nothing of it goes anywhere by itself")
        .isEqualTo("BERTHA");

    LineView anew = accepted(lives.lines().open(wish("us-release", "ALICIA", more), MIA));
    lives.settle(service);
    assertThat(shop.remote().head("us-release")).isEqualTo(anew.head());
    assertThat(shop.remote().tags()).as("no name is given twice").containsKey("ALICIA.3");
  }

  @Test
  void what_was_written_down_is_pushed_by_the_next_look_however_the_first_try_ended()
      throws IOException {
    CommitId fix = bertaInUkWithoutTheFix();
    Path lock = shop.remote().folder().resolve("refs/heads/us-release.lock");
    Files.createFile(lock);

    LineView line = accepted(lives.lines().open(wish("us-release", "ALICIA", fix), MIA));
    assertThat(line.sentence()).startsWith("Its branch is not pushed yet");
    Files.delete(lock);
    lives.moveTo(folder.resolve("elsewhere"));
    lives.settle(service);

    assertThat(shop.remote().head("us-release")).isEqualTo(line.head());
    assertThat(shop.remote().tags()).containsEntry("ALICIA.1", line.head());
    assertThat(lives.facts("line-pushed")).hasSize(1);
    assertThat(lives.facts("commit-picked")).hasSize(1);
  }

  @Test
  void a_line_that_cannot_be_is_refused_with_what_helps() {
    CommitId fix = bertaInUkWithoutTheFix();
    assertThat(code(lives.lines().open(wish("us-releas", "ALICIA", fix), MIA)))
        .isEqualTo("no-such-line");
    assertThat(code(lives.lines().open(wish("us-release", "BERTHA", fix), MIA)))
        .isEqualTo("base-elsewhere");
    assertThat(code(lives.lines().open(wish("us-release", "ZOE", fix), MIA)))
        .isEqualTo("no-such-release");
    assertThat(
            code(
                lives
                    .lines()
                    .open(wish("us-release", "ALICIA", new CommitId("f".repeat(40))), MIA)))
        .isEqualTo("no-such-commit");
    assertThat(code(lives.lines().open(wish("us-release", "ALICIA"), MIA)))
        .isEqualTo("bad-request");
    assertThat(code(lives.lines().adopt(wish("us-release", "ALICIA"), MIA)))
        .isEqualTo("no-such-branch");
    CommitId base = requireNonNull(shop.remote().tags().get("BERTHA"));
    shop.remote().moveBranch("us-release", base);
    assertThat(code(lives.lines().open(wish("us-release", "ALICIA", fix), MIA)))
        .isEqualTo("branch-exists");
    shop.remote().moveBranch("us-release", requireNonNull(shop.remote().tags().get("ALICIA")));
    assertThat(code(lives.lines().adopt(wish("us-release", "ALICIA"), MIA)))
        .isEqualTo("branch-elsewhere");
    assertThat(accepted(lives.lines().all("commanded"))).isEmpty();
    assertThat(lives.facts("line-opened")).isEmpty();
    FixView whether = accepted(lives.fixes().whether("commanded", "us", fix.brief()));
    assertThat(whether.environments().getFirst().sentence())
        .isEqualTo("ALICIA in us does not have it.");
  }

  /// ALICIA in us, BERTHA in uk, and the fix in CHARLIE, which has not gone anywhere yet.
  private CommitId bertaInUkWithoutTheFix() {
    promote("uk", "ALICIA");
    promote("us", "ALICIA");
    commit("cheese", "9", "feat: cheese");
    promote("uk", "BERTHA");
    return commit("prices", "rice 4", "fix: the price of rice");
  }

  private ServiceId begun() {
    shop.with("deploy", "").file("prices", "rice 3").commit("feat: begin");
    ServiceId added = lives.add(shop.remote());
    lives.settle(added);
    return added;
  }

  private CommitId commit(String file, String text, String message) {
    CommitId commit = shop.file(file, text).commit(message);
    lives.settle(service);
    return commit;
  }

  private static Lines.Wish wish(String line, String from, CommitId... commits) {
    return new Lines.Wish(
        "commanded",
        line,
        Optional.of(from).filter(f -> !f.isEmpty()),
        Arrays.stream(commits).map(CommitId::text).toList(),
        "rice is too cheap in us");
  }

  private void promote(String environment) {
    accepted(ask(environment, Optional.empty()));
    lives.settle(service);
  }

  private void promote(String environment, String what) {
    accepted(ask(environment, Optional.of(what)));
    lives.settle(service);
  }

  private Decision<Answer> ask(String environment, Optional<String> what) {
    return lives
        .promotions()
        .request(new Wish("commanded", environment, what, false, "because"), MIA);
  }

  private List<String> has(CommitId fix) {
    return places(fix).stream()
        .map(place ->
            place.environment()
                + ": "
                + place.what().flatMap(_ -> place.has()).map(String::valueOf).orElse("?"))
        .toList();
  }

  private List<String> sentences(CommitId fix) {
    return places(fix).stream().map(PlaceView::sentence).toList();
  }

  private List<PlaceView> places(CommitId fix) {
    return accepted(lives.fixes().of("commanded")).stream()
        .filter(view -> view.commit().equals(fix))
        .findFirst()
        .orElseThrow()
        .environments();
  }
}
