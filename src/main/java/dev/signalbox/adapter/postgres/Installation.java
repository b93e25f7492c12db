package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A data directory with a database in it, the programs that serve it, and whom they run as: all
/// that it takes to start a server, any number of times.
///
/// @param cache where the programs are unpacked
record Installation(DataDirectory home, Account account, Path cache) {

  /// Makes whatever is missing. Whoever calls holds the directory's lock.
  static Installation prepare(Machine machine, DataDirectory home, Path cache) {
    Account account = Account.of(machine, home);
    Installation installation = new Installation(home, account, cache);
    Passage.mustLead(account, home.path(), "data directory");
    Programs programs = installation.programs();
    Passage.mustLead(account, programs.postgres(), "folder for the programs");
    if (!home.founded()) {
      NewCluster.found(home, account, programs);
    }
    return installation;
  }

  /// Starts a server whose commits can be trusted, or none.
  ///
  /// @param unwanted asked all the while; true breaks the start off
  Postmaster.Launch launch(int port, BooleanSupplier unwanted) {
    Vacancy.ensure(home.cluster(), account);
    Postmaster.Launch launch = Postmaster.launch(home, account, programs(), port, unwanted);
    if (launch instanceof Postmaster.Launch.Up(Postmaster server)) {
      try {
        mustBeSafe(port);
      } catch (RuntimeException unsafe) {
        server.stop();
        throw unsafe;
      }
    }
    return launch;
  }

  /// Unpacked again if somebody has tidied the cache meanwhile.
  private Programs programs() {
    return Programs.in(cache, account.machine().archive());
  }

  private void mustBeSafe(int port) {
    try {
      Optional<String> missing = Safeguards.missing(port, home.readPassword());
      if (missing.isPresent()) {
        throw new PortException(
            "%s Signalbox does not work on such a database. Take the setting back in single-user mode (postgres --single -D %s %s), then start again."
                .formatted(missing.get(), home.cluster(), EmbeddedPostgres.DATABASE));
      }
    } catch (SQLException refused) {
      throw new PortException(
          "PostgreSQL was started in %s and refused our first question: %s"
              .formatted(home.path(), refused.getMessage()),
          refused);
    }
  }
}
