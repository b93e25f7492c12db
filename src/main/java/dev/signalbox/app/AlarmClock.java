package dev.signalbox.app;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.signalbox.base.AlertId;
import dev.signalbox.base.RunId;
import dev.signalbox.base.ServiceId;
import dev.signalbox.engine.Worker;
import dev.signalbox.store.Database;
import dev.signalbox.store.DueWork.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Wakes whatever is due: db-scheduler picks an alarm, on whichever server is free; the work is
/// done; the alarm is set to what the row it woke says next. If a server dies at work, its alarms
/// ring again elsewhere within seconds, and the fence of each run keeps the dead one's late hands
/// off.
public final class AlarmClock implements AutoCloseable {

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final Database database;
  private final Scheduler scheduler;
  private final String instance;
  private final String life;
  private final InstantSource clock;

  /// @param instance this server's name, the same over all its lives
  /// @param life the name of this one
  public AlarmClock(
      Database database,
      Sources sources,
      Plans plans,
      Worker worker,
      Alerts alerts,
      String instance,
      String life,
      int threads,
      InstantSource clock) {
    this.database = database;
    this.instance = instance;
    this.life = instance + "/" + life;
    this.clock = clock;
    this.scheduler =
        Scheduler.create(
                database.dataSource(),
                List.of(
                    task(Kind.LOOK, key -> sources.look(new ServiceId(Long.parseLong(key)))),
                    task(Kind.PLAN, key -> plans.replan(new ServiceId(Long.parseLong(key)))),
                    task(Kind.RUN, key -> worker.advance(new RunId(Long.parseLong(key)))),
                    task(Kind.ALERT, key -> deliver(alerts, key))))
            .schedulerName(new SchedulerName.Fixed(this.life))
            .clock(clock::instant)
            .threads(threads)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(STOP_WITHIN)
            .build();
  }

  public void start() {
    database.change(tx -> tx.due().releaseFormerLives(instance, life, clock.instant()));
    database.afterCommit(scheduler::triggerCheckForDueExecutions);
    scheduler.start();
  }

  /// Lets the work at hand come to a pause, and picks no more.
  @Override
  public void close() {
    scheduler.stop();
  }

  private static void deliver(Alerts alerts, String key) {
    String[] words = key.split(" ", 2);
    alerts.deliver(new AlertId(Long.parseLong(words[0])), words[1]);
  }

  private Task<Void> task(Kind kind, Consumer<String> work) {
    return Tasks.custom(kind.task(), Void.class)
        .onFailure((complete, _) -> later(kind, complete.getExecution()))
        .execute((instance, context) -> execute(kind, work, instance, context));
  }

  private CompletionHandler<Void> execute(
      Kind kind, Consumer<String> work, TaskInstance<Void> instance, ExecutionContext context) {
    work.accept(instance.getId());
    Execution picked = context.getExecution();
    return (complete, operations) -> settle(kind, picked);
  }

  private void settle(Kind kind, Execution picked) {
    database.change(tx -> tx.due().settle(kind, picked.taskInstance.getId(), picked.version));
  }

  /// The work threw: a bug, or no database. The alarm rings again after a pause.
  private void later(Kind kind, Execution picked) {
    database.change(tx ->
        tx.due()
            .postpone(
                kind, picked.taskInstance.getId(), picked.version, clock.instant().plusSeconds(5)));
  }
}
