package dev.signalbox.adapter.git;

import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.PackMismatchException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;

/// Our copy lacks what it should have, or has it broken: it can only be made anew.
final class MirrorDamaged extends Exception {

  private static final long serialVersionUID = 1L;

  /// How JGit says that something is wrong with a repository of our own.
  private static final List<Class<? extends Exception>> SIGNS =
      List.of(
          RepositoryNotFoundException.class,
          ConfigInvalidException.class,
          MissingObjectException.class,
          CorruptObjectException.class,
          PackInvalidException.class,
          PackMismatchException.class,
          LockFailedException.class);

  MirrorDamaged(String what) {
    super(what);
  }

  MirrorDamaged(Exception cause) {
    super(Trouble.said(cause), cause);
  }

  /// Whether a failure tells of our copy, and not of the far side or of the disk we write to.
  static boolean isBehind(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (SIGNS.contains(cause.getClass())) {
        return true;
      }
    }
    return false;
  }
}
