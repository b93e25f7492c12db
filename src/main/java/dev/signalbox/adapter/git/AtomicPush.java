package dev.signalbox.adapter.git;

import dev.signalbox.port.PortException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;

/// Names that change on the far side all at once or not at all, each only if it stands where we
/// expect it: the far side checks that again in the moment it writes.
final class AtomicPush {

  private AtomicPush() {}

  sealed interface Outcome {

    record Done() implements Outcome {}

    record Rejected(String why) implements Outcome {

      /// Whether a name was only locked: by somebody else's push, or by a crash long ago.
      boolean maySucceedLater() {
        return why.contains("lock");
      }
    }

    /// The way was cut: the far side may have taken it or not.
    record Unknown(PortException trouble) implements Outcome {}
  }

  /// @param what is pushed, as part of a sentence
  static Outcome run(Remote remote, Repository mirror, List<RemoteRefUpdate> updates, String what)
      throws IOException {
    try (Transport transport = remote.connect(mirror)) {
      transport.setPushAtomic(true);
      transport.push(NullProgressMonitor.INSTANCE, updates);
    } catch (IOException | RuntimeException cut) {
      return new Outcome.Unknown(
          isTooOld(cut)
              ? new PortException(
                  "%s can not change several names at once (git's capability 'atomic'), so it did not get %s. Nothing was changed there; it needs git 2.4 or newer."
                      .formatted(remote, what),
                  cut)
              : Trouble.reaching(remote, cut));
    }
    return outcome(remote, updates, what);
  }

  private static Outcome outcome(Remote remote, List<RemoteRefUpdate> updates, String what) {
    if (updates.stream().allMatch(update -> update.getStatus() == Status.OK)) {
      return new Outcome.Done();
    }
    return updates.stream()
        .filter(AtomicPush::isRejected)
        .sorted(java.util.Comparator.comparing(AtomicPush::isMereCompany))
        .findFirst()
        .<Outcome>map(update -> new Outcome.Rejected(why(update)))
        .orElseGet(() ->
            new Outcome.Unknown(
                new PortException("%s never said whether it took %s.".formatted(remote, what))));
  }

  private static boolean isRejected(RemoteRefUpdate update) {
    return switch (update.getStatus()) {
      case OK, AWAITING_REPORT, NOT_ATTEMPTED -> false;
      case UP_TO_DATE,
          NON_EXISTING,
          REJECTED_NODELETE,
          REJECTED_NONFASTFORWARD,
          REJECTED_REMOTE_CHANGED,
          REJECTED_OTHER_REASON ->
          true;
    };
  }

  /// Whether it was rejected only because another one was.
  private static boolean isMereCompany(RemoteRefUpdate update) {
    return why(update).contains("atomic");
  }

  private static String why(RemoteRefUpdate update) {
    return update.getMessage() == null
        ? update.getStatus().name()
        : Quoted.plain(update.getMessage());
  }

  private static boolean isTooOld(Throwable cut) {
    for (Throwable cause = cut; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(JGitText.get().atomicPushNotSupported)) {
        return true;
      }
    }
    return false;
  }
}
