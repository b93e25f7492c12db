package dev.signalbox.adapter.git;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.CherryPick;
import dev.signalbox.port.CherryPick.Picked;
import dev.signalbox.port.CherryPick.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Carries commits over onto another one, in the object store alone: no files, no branch, no index.
/// A renamed file is not recognised as such, so now and then there is a conflict here where git
/// itself would find the way.
final class Picking {

  private static final Pattern TRAILER =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9-]*: .*|\\(cherry picked from commit .*\\)|[ \t]+\\S.*");

  private final Repository mirror;
  private final Committer committer;
  private final CherryPick pick;

  Picking(Repository mirror, Committer committer, CherryPick pick) {
    this.mirror = mirror;
    this.committer = committer;
    this.pick = pick;
  }

  Result run() throws IOException {
    List<Picked> picked = new ArrayList<>();
    try (ObjectInserter objects = mirror.newObjectInserter();
        RevWalk walk = new RevWalk(mirror)) {
      RevCommit top = walk.parseCommit(Commits.object(pick.onto()));
      for (CommitId wanted : pick.commits()) {
        RevCommit commit = walk.parseCommit(Commits.object(wanted));
        ResolveMerger merger = (ResolveMerger) MergeStrategy.RESOLVE.newMerger(mirror, true);
        merger.setBase(before(walk, objects, commit));
        if (!merger.merge(top, commit)) {
          return new Result.Conflict(
              wanted, merger.getUnmergedPaths().stream().map(Quoted::plain).sorted().toList());
        }
        ObjectId tree = merger.getResultTreeId();
        if (tree.equals(top.getTree())) {
          return new Result.Nothing(wanted);
        }
        ObjectId made =
            objects.insert(
                committer.commit(top, tree, Commits.author(commit), message(commit), pick.at()));
        objects.flush();
        top = walk.parseCommit(made);
        picked.add(new Picked(wanted, Commits.id(made), Commits.from(commit).subject()));
      }
    }
    return new Result.Clean(picked);
  }

  /// What the files were before the commit: those of its first parent.
  private static ObjectId before(RevWalk walk, ObjectInserter objects, RevCommit commit)
      throws IOException {
    return commit.getParentCount() == 0
        ? objects.insert(new TreeFormatter())
        : walk.parseCommit(commit.getParent(0)).getTree();
  }

  /// The message, and where it comes from, as git's own option `-x` says it: within the trailers if
  /// the message ends in some, else below it.
  private static String message(RevCommit commit) {
    String message = commit.getFullMessage().stripTrailing();
    int last = message.lastIndexOf("\n\n");
    boolean trailers =
        last >= 0
            && message.substring(last + 2).lines().allMatch(l -> TRAILER.matcher(l).matches());
    return "%s%s(cherry picked from commit %s)\n"
        .formatted(message, trailers ? "\n" : "\n\n", commit.name());
  }
}
