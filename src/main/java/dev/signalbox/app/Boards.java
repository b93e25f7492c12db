package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
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

  /// @param trouble what keeps us from seeing the repository or its flow
  /// @param fixes which environment has which of the commits that release lines brought
  public record ServiceBoard(
      String service,
      String repository,
      String branch,
      Optional<String> head,
      Optional<String> trouble,
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
    return new ServiceBoard(
        row.name().text(),
        row.repository(),
        row.branch(),
        row.head().map(commit -> commit.brief()),
        row.trouble(),
        plans.look(row.id()).map(plan -> plan.environments()).orElse(List.of()).stream()
            .map(EnvironmentView::of)
            .toList(),
        database.read(tx -> fixes.of(tx, row)));
  }
}
