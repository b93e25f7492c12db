package dev.signalbox;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;

/// Why a server could not start, in a sentence.
final class Startup {

  private Startup() {}

  static String sentence(Throwable cannot) {
    for (Throwable cause = cannot; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException
          || (cause instanceof BindException && !isTaken(cause))) {
        return "This machine has no such address. Give the server another: --bind ADDRESS";
      }
      if (cause instanceof BindException) {
        return "The port is taken, perhaps by another Signalbox. Give this one another: --port PORT";
      }
      if (cause instanceof java.sql.SQLException) {
        return "The database can not be used: " + cause.getMessage();
      }
    }
    return String.valueOf(cannot.getMessage());
  }

  private static boolean isTaken(Throwable cannot) {
    return String.valueOf(cannot.getMessage()).contains("in use");
  }
}
