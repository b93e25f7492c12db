package dev.signalbox.adapter.postgres;

import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Whether the database's user gets to a place at all. Only the kernel knows (modes, access lists,
/// mount options), so it is asked in that user's name.
final class Passage {
  private Passage() {}

  /// @param what how a sentence calls the place, such as `data directory`
  /// @throws PortException if there is no way; it names the folder that bars it
  static void mustLead(Account account, Path place, String what) {
    if (leads(account, place)) {
      return;
    }
    Path barred = place;
    for (Path above = place; above != null && !leads(account, above); above = above.getParent()) {
      barred = above;
    }
    throw new PortException(
        barred.equals(place)
            ? "PostgreSQL runs as %s here, who may not use %s. Allow it (chmod o+x %s; its file system must not be mounted noexec), or choose another %s."
                .formatted(user(account), place, place, what)
            : "PostgreSQL runs as %s here, who can't enter %s on the way to the %s %s. Let others pass (chmod o+x %s), or choose another %s."
                .formatted(user(account), barred, what, place, barred, what));
  }

  private static boolean leads(Account account, Path place) {
    Account.Answer answer =
        account.run(Duration.ofSeconds(10), "", List.of("test", "-x", place.toString()));
    return switch (answer.code()) {
      case 0 -> true;
      case 1 -> false;
      default ->
          throw new PortException(
              "PostgreSQL would run as %s here, and nothing can be started so: %s. Run Signalbox as an ordinary user, or let root change users (CAP_SETUID, CAP_SETGID)."
                  .formatted(user(account), answer.output()));
    };
  }

  private static String user(Account account) {
    return account.lent().map(SystemUser::name).orElse("the user who runs Signalbox");
  }
}
