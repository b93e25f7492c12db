package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;
import static dev.signalbox.journey.Decided.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.app.Signoffs.RequestView;
import dev.signalbox.app.Signoffs.Saying;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.ServiceId;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.audit.FactRecord;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.AlertReceiver;
import dev.signalbox.fixture.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A release goes on when CI, the release manager, QA and Ops have said so, each of this very
/// digest.
class SignoffsTest {

  private static final Actor CI = Actor.unproven("ci");
  private static final Actor QUINN = Actor.unproven("quinn");
  private static final Actor OLE = Actor.unproven("ole");
  private static final String FLOW =
      """
      signalbox: 1
      service: commanded
      build:
        - run: ./build.sh
        - publish: { files: dist, image: embedded/commanded, tags: ["{commit}"] }
      release: { scheme: semver, from: conventional-commits, tag: "v{version}" }
      deploy: { command: "true" }
      calendar: { zone: America/Los_Angeles }
      rota:
        release-manager: { turns: monthly, of: [ann] }
      environments:
        dev:
          takes: every build
          steps: [release]
        staging:
          takes: every release
          gates: [{ checks: [unit, integration] }, { word-of: release-manager }]
          steps: [deploy]
        production:
          takes: { from: staging }
          request: { to: ops, says: [changes, configuration, migrations, links] }
          gates: [{ qa: no-blockers }]
          steps: [deploy]
      """;

  private final Path folder = TestDatabase.passableFolder();
  private final Lives lives = new Lives(folder, journal -> journal);
  private final Commanded shop = new Commanded(folder, FLOW);
  private final CommitId first = shop.commit("feat: begin");
  private final ServiceId service = lives.add(shop.remote());

  @AfterEach
  void close() {
    lives.close();
  }

  @Test
  void every_word_is_waited_for_and_bound_to_its_digest() {
    settle();
    assertThat(codes("staging")).containsExactly("no-check", "no-check", "no-word");
    assertThat(lives.reasons(service, "staging").getLast())
        .satisfies(reason -> {
          assertThat(reason.sentence())
              .isEqualTo("The release-manager has not said that v1.0.0 is safe for staging.");
          assertThat(reason.clearedBy())
              .isEqualTo(
                  "ann, who is release-manager now:"
                      + " signalbox say commanded staging release-manager yes");
        });

    report("unit", true);
    report("integration", false);
    assertThat(codes("staging")).containsExactly("check-failed", "no-word");
    report("integration", true);
    assertThat(code(say("staging", "release-manager", true, "", QUINN)))
        .as("the role follows the rota")
        .isEqualTo("not-on-duty");
    assertThat(code(say("staging", "release-manager", false, " ", Actor.unproven("ann"))))
        .isEqualTo("no-reason");
    accepted(say("staging", "release-manager", false, "too late today", Actor.unproven("ann")));
    assertThat(codes("staging")).containsExactly("word-no");
    accepted(say("staging", "release-manager", true, "", Actor.unproven("ann")));
    settle();
    assertThat(lives.there(service, "staging")).contains("v1.0.0");

    assertThat(codes("production")).containsExactly("not-accepted", "no-qa");
    accepted(say("production", "qa", false, "the sum is wrong", QUINN));
    assertThat(lives.reasons(service, "production").getLast().sentence())
        .isEqualTo(
            "quinn of QA names a blocker in v1.0.0: the sum is wrong (https://bugs.example/7)");
    accepted(say("production", "qa", true, "", QUINN));
    assertThat(codes("production")).containsExactly("not-accepted");
  }

  @Test
  void a_request_tells_what_is_new_survives_a_restart_and_is_answered_for_one_digest() {
    settle();
    toStaging();
    RequestView request = requests().getFirst();
    assertThat(request.to()).isEqualTo("ops");
    assertThat(request.text())
        .contains("# v1.0.0 into production of commanded", "There now: nothing.")
        .contains("## Changes", "egin", "## Configuration", "## Migrations", "## Links")
        .contains(first.text());
    assertThat(lives.receiver().messages())
        .extracting(AlertReceiver.Message::title)
        .containsExactly("commanded: ops is asked to let v1.0.0 into production");

    accepted(say("production", "qa", true, "", QUINN));
    assertThat(code(lives.signoffs().answer(request.number(), false, "", OLE)))
        .isEqualTo("no-reason");
    accepted(lives.signoffs().answer(request.number(), false, "the database is full", OLE));
    settle();
    assertThat(lives.reasons(service, "production"))
        .extracting(Reason::sentence)
        .containsExactly(
            "ole of ops declined the deployment request %d for v1.0.0: the database is full"
                .formatted(request.number()));

    lives.restart();
    settle();
    assertThat(codes("production")).containsExactly("declined");
    accepted(lives.signoffs().answer(request.number(), true, "", OLE));
    settle();
    assertThat(lives.there(service, "production")).contains("v1.0.0");
    assertThat(code(lives.signoffs().answer(request.number(), false, "oh no", OLE)))
        .isEqualTo("answered");

    shop.file("more", "more");
    shop.commit("fix(config): SHOP_URL is needed");
    settle();
    toStaging();
    settle();
    assertThat(codes("production"))
        .as("what was said of one digest says nothing of another")
        .containsExactly("not-accepted", "no-qa");
    assertThat(requests().getFirst().text())
        .contains("# v1.0.1 into production", "There now: v1.0.0.", "SHOP_URL")
        .doesNotContain("### v1.0.0");
    assertThat(requests()).hasSize(2);
    assertThat(lives.facts("deployment-request-answered").stream().map(FactRecord::why))
        .containsExactly("the database is full", "");
  }

  private void toStaging() {
    report("unit", true);
    report("integration", true);
    accepted(say("staging", "release-manager", true, "", Actor.unproven("ann")));
    settle();
  }

  private void settle() {
    lives.settle(service);
    lives.go(service);
  }

  private void report(String check, boolean passed) {
    accepted(
        lives
            .signoffs()
            .report(
                "commanded",
                lives.plan(service, "staging").candidate().orElseThrow().commit().text(),
                check,
                passed,
                Optional.empty(),
                CI));
  }

  private Decision<?> say(String environment, String as, boolean yes, String reason, Actor by) {
    return lives
        .signoffs()
        .say(
            new Saying(
                "commanded",
                environment,
                as,
                yes,
                Optional.empty(),
                reason,
                yes ? Optional.empty() : Optional.of("https://bugs.example/7")),
            by);
  }

  private List<RequestView> requests() {
    return accepted(lives.signoffs().requests("commanded", 10));
  }

  private List<String> codes(String environment) {
    return lives.reasons(service, environment).stream().map(Reason::code).toList();
  }
}
