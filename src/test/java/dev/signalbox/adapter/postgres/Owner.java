package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.sql.SQLException;

/// A JVM that owns a server, to be killed: starts it, says so, and enters numbers until it dies.
final class Owner {
  private Owner() {}

  /// @param args the data directory, the folder for the programs, the first number to enter
  public static void main(String[] args) {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]));
      System.out.println("up " + server.pid() + " " + server.jdbcUrl());
      Ledger ledger = Ledger.of(server);
      ledger.open();
      // Whoever reads us may be killed: then nobody would ever end us.
      for (long number = Long.parseLong(args[2]); !System.out.checkError(); number++) {
        ledger.enter(number);
        System.out.println("entered " + number);
      }
    } catch (PortException refused) {
      System.out.println("refused " + refused.getMessage());
    } catch (SQLException closing) {
      System.out.println("closing " + closing.getMessage());
    }
  }
}
