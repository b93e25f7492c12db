package dev.signalbox.adapter.git;

import dev.signalbox.disk.Removal;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.Heads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our copy of a far side, in a folder of its own. It is a convenience and never the truth: when
/// something is wrong with it, it is made anew beside the old one, and takes its place once whole.
///
/// Fetches and repairs take turns. Reading goes on beside a fetch, so that a silent far side never
/// holds up a rollback; it waits only for the moment in which a new copy is put in place.
final class Mirror {

  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final int FETCHES_BETWEEN_TIDYING = 50;

  private final Path folder;
  private final Remote remote;
  private final String branch;
  private final Supplier<Set<String>> lines;

  private final ReentrantLock turn = new ReentrantLock();
  private final ReentrantReadWriteLock place = new ReentrantReadWriteLock();
  private volatile @Nullable Repository copy;
  private final AtomicInteger timesMade = new AtomicInteger();
  private int fetches; // guarded by turn

  /// @param lines the branches that are followed beside the tracked one, asked at every fetch
  Mirror(Path folder, Remote remote, String branch, Supplier<Set<String>> lines) {
    this.folder = folder;
    this.remote = remote;
    this.branch = branch;
    this.lines = lines;
  }

  interface Reading<T> {
    T from(Repository copy) throws IOException;
  }

  /// Brings the copy up to date, and makes it if there is none.
  Heads refresh() {
    return refresh(Set.of());
  }

  /// The same, with more branches this time.
  Heads refresh(Set<String> more) {
    turn.lock();
    try {
      Repository standing = standing();
      if (standing == null) {
        return makeAnew(more);
      }
      Heads heads = fetchInto(standing, more);
      tidyNowAndThen(standing);
      return heads;
    } catch (MirrorDamaged damage) {
      return makeAnew(damage, more);
    } finally {
      turn.unlock();
    }
  }

  /// Reads from the copy. It is brought up to date first if it lacks the commit, and made anew if
  /// the reading shows that it is damaged.
  <T> T reading(CommitId commit, Reading<T> work) {
    int before = timesMade.get();
    try {
      return attempt(commit, work);
    } catch (MirrorDamaged damage) {
      repair(before, damage);
    }
    try {
      return attempt(commit, work);
    } catch (MirrorDamaged still) {
      throw new PortException(
          "Commit %s cannot be read even from a new copy of %s: %s. Check the repository itself."
              .formatted(commit.brief(), remote, still.getMessage()),
          still);
    }
  }

  /// Reads from the folder of the copy, which is made if there is none.
  ///
  /// @param work takes the folder, and how often a copy was put there
  <T> T reading(BiFunction<Path, Integer, T> work) {
    if (!Files.exists(place())) {
      refresh();
    }
    place.readLock().lock();
    try {
      return work.apply(place(), timesMade.get());
    } finally {
      place.readLock().unlock();
    }
  }

  private Path place() {
    return folder.resolve("mirror.git");
  }

  private <T> T attempt(CommitId commit, Reading<T> work) throws MirrorDamaged {
    if (!has(commit)) {
      refresh();
    }
    place.readLock().lock();
    try {
      Repository current = copy;
      if (current == null || !current.getObjectDatabase().has(Commits.object(commit))) {
        throw new PortException(
            "Commit %s is not in %s. It was never pushed there, or it was dropped by a forced push."
                .formatted(commit.brief(), remote));
      }
      return work.from(current);
    } catch (IOException failure) {
      throw damage(failure);
    } finally {
      place.readLock().unlock();
    }
  }

  private boolean has(CommitId commit) throws MirrorDamaged {
    if (copy == null) {
      turn.lock();
      try {
        standing();
      } finally {
        turn.unlock();
      }
    }
    place.readLock().lock();
    try {
      Repository current = copy;
      return current != null && current.getObjectDatabase().has(Commits.object(commit));
    } catch (IOException failure) {
      throw damage(failure);
    } finally {
      place.readLock().unlock();
    }
  }

  /// Makes the copy anew, unless somebody did since.
  private void repair(int before, MirrorDamaged damage) {
    turn.lock();
    try {
      if (timesMade.get() == before) {
        makeAnew(damage, Set.of());
      }
    } finally {
      turn.unlock();
    }
  }

  /// The copy as it stands on the disk; null if there is none.
  private @Nullable Repository standing() throws MirrorDamaged {
    if (copy == null && Files.exists(place())) {
      try {
        copy = Copy.open(place());
      } catch (IOException failure) {
        throw new MirrorDamaged(failure);
      }
    }
    return copy;
  }

  private Heads fetchInto(Repository target, Set<String> more) throws MirrorDamaged {
    var beside = new HashSet<String>(lines.get());
    beside.addAll(more);
    beside.remove(branch);
    try {
      return new Fetch(target, remote, branch, beside).run();
    } catch (IOException | JGitInternalException failure) {
      throw new MirrorDamaged(failure);
    }
  }

  private void tidyNowAndThen(Repository standing) {
    if (fetches++ % FETCHES_BETWEEN_TIDYING == 0) {
      try {
        Copy.tidy(standing);
      } catch (JGitInternalException untidy) {
        LOG.warn("The mirror of {} could not be tidied up: {}", remote, Trouble.said(untidy));
      }
    }
  }

  private Heads makeAnew(MirrorDamaged damage, Set<String> more) {
    LOG.warn("The mirror of {} is damaged and made anew: {}", remote, damage.getMessage());
    return makeAnew(more);
  }

  private Heads makeAnew(Set<String> more) {
    Path halfMade = folder.resolve("half-made.git");
    try {
      Removal.of(halfMade);
      Heads heads;
      try (Repository fresh = Copy.create(halfMade)) {
        heads = fetchInto(fresh, more);
      }
      putInPlace(halfMade);
      return heads;
    } catch (IOException | MirrorDamaged failure) {
      throw new PortException(
          "%s cannot be copied into %s: %s. Check the disk there, and the repository's own files."
              .formatted(remote, folder, Trouble.said(failure)),
          failure);
    }
  }

  private void putInPlace(Path halfMade) throws IOException {
    Path standing = place();
    Path discarded = folder.resolve("discarded.git");
    place.writeLock().lock();
    try {
      Removal.of(discarded);
      if (copy != null) {
        copy.close();
        copy = null;
      }
      if (Files.exists(standing)) {
        Files.move(standing, discarded, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(halfMade, standing, StandardCopyOption.ATOMIC_MOVE);
      copy = Copy.open(standing);
      timesMade.incrementAndGet();
    } finally {
      place.writeLock().unlock();
    }
    Removal.of(discarded);
  }

  /// Tells a damaged copy from all other failures, and throws those on.
  private MirrorDamaged damage(IOException failure) {
    if (MirrorDamaged.isBehind(failure)) {
      return new MirrorDamaged(failure);
    }
    throw new PortException(
        "The copy of %s in %s cannot be used: %s. Check the disk there."
            .formatted(remote, folder, Trouble.said(failure)),
        failure);
  }
}
