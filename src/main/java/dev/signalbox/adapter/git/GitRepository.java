package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.CherryPick;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The git repository of one service, through a bare mirror in a folder of ours.
///
/// Any number of threads may call; fetches take turns, everything else goes on beside them. The
/// folder belongs to one object of this class in one process.
public final class GitRepository implements SourceRepository {

  private final Remote remote;
  private final String branch;
  private final Mirror mirror;
  private final Committer committer;
  private final InstantSource clock;
  private final MirrorHistory history;

  /// @param branch the tracked branch, such as `main`
  /// @param folder where our mirror lives; made if it is not there
  /// @param reader opens the history in the folder of our mirror
  /// @throws IllegalArgumentException if the branch is not one that git allows
  public GitRepository(
      Remote remote,
      String branch,
      Path folder,
      Committer committer,
      InstantSource clock,
      Function<Path, LocalHistory> reader) {
    this(remote, branch, Set::of, folder, committer, clock, reader);
  }

  /// @param lines the branches that are followed beside the tracked one, asked at every fetch
  /// @throws IllegalArgumentException if the branch is not one that git allows
  public GitRepository(
      Remote remote,
      String branch,
      Supplier<Set<String>> lines,
      Path folder,
      Committer committer,
      InstantSource clock,
      Function<Path, LocalHistory> reader) {
    if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
      throw new IllegalArgumentException(
          "%s is not a name git allows for a branch.".formatted(Quoted.of(branch)));
    }
    this.remote = remote;
    this.branch = branch;
    this.mirror = new Mirror(folder, remote, branch, lines);
    this.committer = committer;
    this.clock = clock;
    this.history = new MirrorHistory(mirror, reader);
  }

  @Override
  public Heads fetch() {
    return mirror.refresh();
  }

  @Override
  public Arrival arrivedSince(Optional<CommitId> after, CommitId head) {
    return mirror.reading(head, copy -> History.arrivedSince(copy, after, head));
  }

  @Override
  public List<Commit> between(Optional<CommitId> after, CommitId upTo) {
    after.ifPresent(start -> mirror.reading(start, copy -> start)); // Fetched if we lack it.
    return mirror.reading(upTo, copy -> History.between(copy, after, upTo));
  }

  @Override
  public String branch() {
    return branch;
  }

  @Override
  public LocalHistory history() {
    return history.now();
  }

  @Override
  public boolean isAncestor(CommitId ancestor, CommitId descendant) {
    return mirror.reading(descendant, copy -> History.isAncestor(copy, ancestor, descendant));
  }

  @Override
  public Optional<byte[]> read(CommitId commit, String path, int limit) {
    return mirror.reading(commit, copy -> file(copy, commit, path, limit));
  }

  @Override
  public void checkout(CommitId commit, Path directory) {
    mirror.reading(commit, copy -> Checkout.write(copy, commit, directory));
  }

  @Override
  public Optional<CommitId> remoteTag(String name) {
    requireTagName(name);
    return remote.tag(name).map(tag -> Commits.id(tag.commit()));
  }

  @Override
  public TagResult pushTag(String name, CommitId commit, String message) {
    requireTagName(name);
    return mirror.reading(
        commit,
        copy ->
            new TagPush(remote, committer, name, Commits.object(commit))
                .run(copy, clock.instant(), message));
  }

  @Override
  public ReleaseResult pushRelease(ReleaseCommit release) {
    requireTagName(release.tag());
    return mirror.reading(
        release.parent(), copy -> new ReleasePush(remote, committer, branch, release).run(copy));
  }

  @Override
  public List<CommitId> meantBy(String digits, CommitId head) {
    return AbbreviatedObjectId.isId(digits)
        ? mirror.reading(head, copy -> History.meantBy(copy, digits, head))
        : List.of();
  }

  @Override
  public CherryPick.Result pick(CherryPick pick) {
    pick.commits().forEach(commit -> mirror.reading(commit, copy -> commit)); // Fetched if we lack.
    return mirror.reading(pick.onto(), copy -> new Picking(copy, committer, pick).run());
  }

  @Override
  public Optional<CommitId> fetchBranch(String name) {
    return Optional.ofNullable(mirror.refresh(Set.of(name)).lines().get(name));
  }

  @Override
  public BranchResult pushBranch(String name, CommitId to, Optional<CommitId> from) {
    return mirror.reading(to, copy -> new BranchPush(remote, name, to, from).run(copy));
  }

  private static void requireTagName(String name) {
    if (!Repository.isValidRefName(Constants.R_TAGS + name)) {
      throw new PortException("%s is not a name git allows for a tag.".formatted(Quoted.of(name)));
    }
  }

  /// The bytes of a regular file. A symbolic link is not followed, wherever on the path it is.
  private static Optional<byte[]> file(Repository copy, CommitId commit, String path, int limit)
      throws IOException {
    if (path.isEmpty() || path.startsWith("/")) {
      return Optional.empty();
    }
    try (ObjectReader reader = copy.newObjectReader();
        RevWalk walk = new RevWalk(reader);
        TreeWalk entry =
            TreeWalk.forPath(reader, path, walk.parseCommit(Commits.object(commit)).getTree())) {
      if (entry == null || (entry.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return Optional.empty();
      }
      try (InputStream bytes = reader.open(entry.getObjectId(0), Constants.OBJ_BLOB).openStream()) {
        return Optional.of(bytes.readNBytes(limit));
      }
    }
  }
}
