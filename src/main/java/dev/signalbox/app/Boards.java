package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.lock.Lock;
import dev.signalbox.domain.lock.LockState;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The board: every service, every environment, at a glance.
public final class Boards {

  private final Database database;
  private final Plans plans;

  public Boards(Database database, Plans plans) {
    this.database = database;
    this.plans = plans;
  }

  /// @param trouble what keeps us from seeing the repository or its flow
  public record ServiceBoard(
      String service,
      String repository,
      String branch,
      Optional<String> head,
      Optional<String> trouble,
      List<Cell> environments) {}

  /// @param lock who holds the environment, in a sentence
  public record Cell(EnvironmentView view, Optional<String> lock) {}

  public List<ServiceBoard> all() {
    return database.read(tx -> tx.services().all()).stream().map(this::board).toList();
  }

  public Decision<ServiceBoard> of(String service) {
    return database.read(tx -> Named.service(tx, service)).map(this::board);
  }

  private ServiceBoard board(ServiceRow row) {
    Map<Slug, Lock> locks = database.read(tx -> tx.locks().all(row.id()));
    return new ServiceBoard(
        row.name().text(),
        row.repository(),
        row.branch(),
        row.head().map(commit -> commit.brief()),
        row.trouble(),
        plans.look(row.id()).map(plan -> plan.environments()).orElse(List.of()).stream()
            .map(environment ->
                new Cell(
                    EnvironmentView.of(environment),
                    holder(locks.getOrDefault(environment.environment(), Lock.NEW))))
            .toList());
  }

  private static Optional<String> holder(Lock lock) {
    return switch (lock.state()) {
      case LockState.Free() -> Optional.empty();
      case LockState.HeldByRun held ->
          Optional.of("held by %s for %s".formatted(held.run(), held.purpose()));
      case LockState.HeldByPerson held ->
          Optional.of("locked by %s: %s".formatted(held.person(), held.reason()));
    };
  }
}
