package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Utc;
import dev.signalbox.domain.plan.Plan;
import dev.signalbox.domain.plan.Plan.TrainPlan;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The board: every service, every environment, at a glance.
public final class Boards {

  private final Database database;
  private final Plans plans;
  private final Fixes fixes;

  public Boards(Database database, Plans plans, Fixes fixes) {
    this.database = database;
    this.plans = plans;
    this.fixes = fixes;
  }

  /// A train, as the board tells of it.
  ///
  /// @param next when it is cut next; empty if never again
  /// @param sentence that, and what becomes of the newest cut
  public record TrainLine(String train, Optional<Instant> next, String sentence) {

    static TrainLine of(TrainPlan plan) {
      Optional<Plan.Coming> next = plan.coming().stream().filter(one -> !one.leftOut()).findFirst();
      String when =
          next.map(one ->
                  "%s is cut at %s, with %d commit%s by now."
                      .formatted(
                          plan.train(),
                          Utc.at(one.at(), plan.zone()),
                          plan.changes(),
                          plan.changes() == 1 ? "" : "s"))
              .orElseGet(() -> "%s is not cut any more.".formatted(plan.train()));
      return new TrainLine(
          plan.train().text(),
          next.map(Plan.Coming::at),
          plan.making() instanceof Plan.Making.Hold(Reason reason)
              ? when + " " + reason.sentence()
              : when);
    }
  }

  /// @param trouble what keeps us from seeing the repository or its flow
  /// @param fixes which environment has which of the commits that release lines brought
  public record ServiceBoard(
      String service,
      String repository,
      String branch,
      Optional<String> head,
      Optional<String> trouble,
      List<TrainLine> trains,
      List<EnvironmentView> environments,
      List<Fixes.FixView> fixes) {}

  public List<ServiceBoard> all() {
    return database.read(tx -> tx.services().all()).stream().map(this::board).toList();
  }

  public Decision<ServiceBoard> of(String service) {
    return database.read(tx -> Named.service(tx, service)).map(this::board);
  }

  public Decision<EnvironmentView> of(String service, String environment) {
    return plans.why(service, environment).map(EnvironmentView::of);
  }

  private ServiceBoard board(ServiceRow row) {
    Optional<Plan> plan = plans.look(row.id());
    return new ServiceBoard(
        row.name().text(),
        row.repository(),
        row.branch(),
        row.head().map(commit -> commit.brief()),
        row.trouble(),
        plan.map(Plan::trains).orElse(List.of()).stream().map(TrainLine::of).toList(),
        plan.map(Plan::environments).orElse(List.of()).stream().map(EnvironmentView::of).toList(),
        database.read(tx -> fixes.of(tx, row)));
  }
}
