package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.PortException;
import dev.signalbox.port.SourceRepository.Heads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/// Brings the tracked branch, the lines beside it and all tags of a far side into our copy, as they
/// are there now: what moved moves, what went goes, in one update of all names.
///
/// JGit's own fetch believes the far side's names and uses them as paths, `refs/tags/../../x` too.
/// Here a name that git would not allow is left out.
final class Fetch {

  /// Where commits are held that the far side dropped: a run may still be at work on them.
  private static final String KEPT = "refs/signalbox/kept/";

  /// Not JGit's own silent monitor, which would silence the far side as well: its progress is what
  /// tells a long count from a dead connection.
  private static final ProgressMonitor UNWATCHED = new EmptyProgressMonitor() {};

  private final Repository mirror;
  private final Remote remote;
  private final String branch;
  private final Set<String> lines;

  /// @param lines the branches that are followed beside the tracked one; they need not be there
  Fetch(Repository mirror, Remote remote, String branch, Set<String> lines) {
    this.mirror = mirror;
    this.remote = remote;
    this.branch = Constants.R_HEADS + branch;
    this.lines = lines.stream().map(Constants.R_HEADS::concat).collect(Collectors.toSet());
  }

  /// Fetches and says where everything stands.
  Heads run() throws IOException, MirrorDamaged {
    update(theirs());
    return heads();
  }

  /// The far side's names, once we have all that they lead to.
  private Map<String, ObjectId> theirs() throws IOException, MirrorDamaged {
    Map<String, ObjectId> ours = ours();
    try {
      return take(ours);
    } catch (PortException known) {
      throw known;
    } catch (IOException | RuntimeException failure) {
      if (MirrorDamaged.isBehind(failure) || !Copy.stands(mirror)) {
        throw new MirrorDamaged(failure);
      }
      throw Trouble.reaching(remote, failure);
    }
  }

  private Map<String, ObjectId> take(Map<String, ObjectId> ours) throws IOException {
    try (Transport transport = remote.connect(mirror);
        FetchConnection far = transport.openFetch(List.of(), asked())) {
      Map<String, ObjectId> theirs = new TreeMap<>();
      Map<ObjectId, Ref> wanted = new LinkedHashMap<>();
      for (Ref ref : far.getRefs()) {
        if (ref.getObjectId() != null && concernsUs(ref.getName())) {
          theirs.put(ref.getName(), ref.getObjectId());
          if (!ref.getObjectId().equals(ours.get(ref.getName()))) {
            wanted.put(ref.getObjectId(), ref);
          }
        }
      }
      if (!theirs.containsKey(branch)) {
        requireEmptiness();
      }
      if (!wanted.isEmpty()) {
        far.fetch(UNWATCHED, wanted.values(), new HashSet<>(ours.values()));
      }
      return theirs;
    }
  }

  private String[] asked() {
    return Stream.concat(Stream.of(branch, Constants.R_TAGS), lines.stream())
        .toArray(String[]::new);
  }

  private boolean concernsUs(String name) {
    return name.equals(branch)
        || lines.contains(name)
        || (name.startsWith(Constants.R_TAGS) && Repository.isValidRefName(name));
  }

  /// A repository without any branch is new; one with others and without ours is a mistake.
  private void requireEmptiness() throws IOException {
    try (Transport transport = remote.connect(mirror);
        FetchConnection far = transport.openFetch(List.of(), Constants.R_HEADS)) {
      List<String> others =
          far.getRefs().stream()
              .map(Ref::getName)
              .filter(name -> name.startsWith(Constants.R_HEADS))
              .map(name -> Quoted.of(name.substring(Constants.R_HEADS.length())))
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        throw new PortException(
            "%s has no branch %s. It has %s%s. Check the branch in the settings."
                .formatted(
                    remote,
                    Quoted.of(branch.substring(Constants.R_HEADS.length())),
                    others.stream().limit(5).collect(Collectors.joining(", ")),
                    others.size() > 5 ? " and %d more".formatted(others.size() - 5) : ""));
      }
    }
  }

  /// Gives our names the far side's places, all or none.
  private void update(Map<String, ObjectId> theirs) throws IOException, MirrorDamaged {
    Map<String, ObjectId> ours = ours();
    BatchRefUpdate batch =
        mirror.getRefDatabase().newBatchUpdate().setAllowNonFastForwards(true).setAtomic(true);
    try (RevWalk walk = new RevWalk(mirror)) {
      for (ReceiveCommand change : changes(ours, theirs)) {
        change.updateType(walk);
        batch.addCommand(change);
      }
      for (RevCommit left : left(walk, batch.getCommands(), theirs.get(branch))) {
        batch.addCommand(new ReceiveCommand(ObjectId.zeroId(), left, KEPT + left.name()));
      }
      batch.execute(walk, NullProgressMonitor.INSTANCE);
    }
    for (ReceiveCommand change : batch.getCommands()) {
      if (change.getResult() != ReceiveCommand.Result.OK) {
        throw new MirrorDamaged(change.getRefName() + ": " + change.getResult());
      }
    }
  }

  private static List<ReceiveCommand> changes(
      Map<String, ObjectId> ours, Map<String, ObjectId> theirs) {
    List<ReceiveCommand> changes = new ArrayList<>();
    theirs.forEach((name, id) -> {
      ObjectId before = ours.getOrDefault(name, ObjectId.zeroId());
      if (!before.equals(id)) {
        changes.add(new ReceiveCommand(before, id, name));
      }
    });
    ours.forEach((name, id) -> {
      if (!theirs.containsKey(name)) {
        changes.add(new ReceiveCommand(id, ObjectId.zeroId(), name));
      }
    });
    return changes;
  }

  /// The commits that these changes take names from, and that the branch does not have.
  private Set<RevCommit> left(RevWalk walk, List<ReceiveCommand> changes, @Nullable ObjectId head)
      throws IOException {
    Set<RevCommit> dropped = new HashSet<>();
    for (ReceiveCommand change : changes) {
      boolean drops =
          switch (change.getType()) {
            case UPDATE_NONFASTFORWARD, DELETE -> true;
            case CREATE, UPDATE -> false;
          };
      if (drops
          && peeled(walk, change.getOldId()) instanceof RevCommit commit
          && mirror.exactRef(KEPT + commit.name()) == null) {
        dropped.add(commit);
      }
    }
    if (dropped.isEmpty()) {
      return Set.of();
    }
    walk.reset();
    walk.markStart(dropped);
    if (head != null) {
      walk.markUninteresting(walk.parseCommit(head));
    }
    Set<RevCommit> left = new HashSet<>();
    for (RevCommit at = walk.next(); at != null; at = walk.next()) {
      if (dropped.contains(at)) {
        left.add(at);
      }
    }
    walk.reset();
    return left;
  }

  /// The branch and the tags as our copy has them.
  private Map<String, ObjectId> ours() throws IOException {
    Map<String, ObjectId> ours = new HashMap<>();
    for (Ref ref : mirror.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS)) {
      ours.put(ref.getName(), ref.getObjectId());
    }
    return ours;
  }

  private Heads heads() throws IOException {
    Map<String, ObjectId> ours = ours();
    Map<String, CommitId> tags = new HashMap<>();
    try (RevWalk walk = new RevWalk(mirror)) {
      walk.setRetainBody(false);
      for (Map.Entry<String, ObjectId> name : ours.entrySet()) {
        if (name.getKey().startsWith(Constants.R_TAGS)
            && peeled(walk, name.getValue()) instanceof RevCommit commit) {
          tags.put(name.getKey().substring(Constants.R_TAGS.length()), Commits.id(commit));
        }
      }
    }
    Map<String, CommitId> beside = new HashMap<>();
    for (String line : lines) {
      if (ours.get(line) != null) {
        beside.put(line.substring(Constants.R_HEADS.length()), Commits.id(ours.get(line)));
      }
    }
    return new Heads(
        Optional.ofNullable(ours.get(branch)).map(Commits::id),
        Map.copyOf(tags),
        Map.copyOf(beside));
  }

  /// What a name leads to at last. Mostly a commit, but git lets a tag lead to anything.
  private static RevObject peeled(RevWalk walk, ObjectId id) throws IOException {
    return walk.peel(walk.parseAny(id));
  }
}
