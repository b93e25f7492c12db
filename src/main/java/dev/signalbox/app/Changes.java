package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.plan.Prognosis;
import dev.signalbox.domain.plan.Prognosis.Stop;
import dev.signalbox.domain.plan.ServiceState;
import dev.signalbox.domain.release.Release;
import dev.signalbox.flow.Flow;
import dev.signalbox.store.BuildStore.Known;
import dev.signalbox.store.Database;
import dev.signalbox.store.Definitions;
import dev.signalbox.store.ServiceStore.ServiceRow;
import dev.signalbox.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Changes: in which release each is, where it runs, and when it can be elsewhere at the earliest.
public final class Changes {

  private static final int SHOWN = 5;

  private final Database database;
  private final Definitions definitions;
  private final InstantSource clock;

  public Changes(Database database, Definitions definitions, InstantSource clock) {
    this.database = database;
    this.definitions = definitions;
    this.clock = clock;
  }

  /// @param release the first release that has it; empty if none does yet
  /// @param sentence the answer in one line
  public record ChangeView(
      CommitId commit,
      String subject,
      Optional<String> release,
      String sentence,
      List<Stop> environments) {}

  /// @param change the first digits of a commit, or what stands in its first line: a ticket such as
  ///   `SHOP-7`, a pull request such as `#12`
  public Decision<List<ChangeView>> find(String service, String change) {
    return database.read(
        tx -> Named.service(tx, service).then(row -> find(tx, row, change.strip())));
  }

  private Decision<List<ChangeView>> find(Tx tx, ServiceRow row, String change) {
    List<Known> found = tx.builds().known(row.id(), change, SHOWN);
    if (found.isEmpty() || row.definition().isEmpty()) {
      return Decision.refuse(
          "no-such-change",
          "%s has no commit that begins with '%s' or tells of it.".formatted(row.name(), change),
          "whoever merges it to " + row.branch());
    }
    Flow flow = definitions.of(tx, row.definition().get());
    ServiceState state = tx.plans().of(row.id(), row.name(), flow.process());
    return Decision.accept(found.stream().map(known -> view(tx, row, flow, state, known)).toList());
  }

  private ChangeView view(Tx tx, ServiceRow row, Flow flow, ServiceState state, Known known) {
    Optional<String> release = tx.releases().firstFrom(row.id(), known.number()).map(Release::tag);
    return new ChangeView(
        known.commit(),
        known.subject(),
        release,
        release
            .map(tag -> "%s is in %s.".formatted(known.commit().brief(), tag))
            .orElseGet(() -> "%s is in no release yet.".formatted(known.commit().brief())),
        Prognosis.of(flow.process(), state, known.number(), clock.instant()));
  }
}
