package dev.signalbox.journey;

import static dev.signalbox.journey.Decided.accepted;

import dev.signalbox.app.Signoffs.RequestView;
import dev.signalbox.app.Signoffs.Saying;
import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.domain.audit.Actor;
import dev.signalbox.domain.plan.Plan.EnvironmentPlan;
import java.util.List;
import java.util.Optional;

/// Who works around a service: its CI, the release managers, QA and Ops, as far as a test lets
/// them.
record People(Timetable table, String service) {

  /// CI has tested what would move into an environment next, and all is well.
  void test(String environment) {
    report(environment, "unit", true);
    report(environment, "integration", true);
  }

  void report(String environment, String check, boolean passed) {
    String commit = plan(environment).candidate().orElseThrow().commit().text();
    accepted(
        table
            .lives()
            .signoffs()
            .report(service, commit, check, passed, Optional.empty(), Actor.unproven("ci")));
  }

  /// @param as a role, or what they have looked at
  Decision<?> say(String environment, String who, String as, boolean yes, String reason) {
    return table
        .lives()
        .signoffs()
        .say(
            new Saying(service, environment, as, yes, Optional.empty(), reason, Optional.empty()),
            Actor.unproven(who));
  }

  void yes(String environment, String who, String as) {
    accepted(say(environment, who, as, true, ""));
  }

  void answer(boolean accept, String reason) {
    accepted(
        table.lives().signoffs().answer(request().number(), accept, reason, Actor.unproven("ole")));
  }

  /// The newest deployment request.
  RequestView request() {
    return accepted(table.lives().signoffs().requests(service, 1)).getFirst();
  }

  List<String> codes(String environment) {
    return table.reasons(environment).stream().map(Reason::code).toList();
  }

  private EnvironmentPlan plan(String environment) {
    return table.plan(environment);
  }
}
