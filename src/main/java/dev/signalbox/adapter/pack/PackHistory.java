package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The history of a git repository on this disk, read from its files. What was read of a commit is
/// kept, since a commit never changes; refs are read anew each time, so that whoever keeps this
/// open sees what was fetched meanwhile and pays for the new commits only.
///
/// Any number of threads may call; they take turns.
public final class PackHistory implements LocalHistory {

  private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{4,39}");
  private static final int FEW = 64;

  private final GitFolder folder;
  private final GitConfig config;
  private final Refs refs;
  private final ObjectStore objects;
  private final CommitGraph graph;
  private final FolderChanges changes;
  private final TreeFiles files;
  private final RecentCommits recent = new RecentCommits();
  private final boolean shallow;
  private @Nullable Ancestry lastAncestry;

  private PackHistory(
      GitFolder folder, GitConfig config, ObjectStore objects, Set<ObjectId> cutOff) {
    this.folder = folder;
    this.config = config;
    this.refs = new Refs(folder);
    this.objects = objects;
    this.graph = new CommitGraph(objects, cutOff);
    this.changes = new FolderChanges(objects, graph);
    this.files = new TreeFiles(objects);
    this.shallow = !cutOff.isEmpty();
  }

  /// Opens the repository that a folder belongs to: its work tree, a folder in it, a linked work
  /// tree, a submodule, or a bare repository.
  ///
  /// @throws PortException if there is none, or one of a kind that is not read
  public static PackHistory open(Path folder) {
    return reading(folder, () -> in(GitFolder.around(folder)));
  }

  /// Opens a bare repository in this very folder, never one above it.
  ///
  /// @throws PortException if there is none, or one of a kind that is not read
  public static PackHistory at(Path folder) {
    return reading(folder, () -> in(GitFolder.exactly(folder)));
  }

  private static PackHistory in(GitFolder folder) throws IOException {
    GitConfig config = GitConfig.read(SmallFile.text(folder.common().resolve("config")).orElse(""));
    Format.require(folder, config);
    ObjectStore objects =
        ObjectStore.in(folder.common().resolve("objects"), Format.isPartial(config));
    return new PackHistory(folder, config, objects, cutOff(folder));
  }

  @Override
  public boolean shallow() {
    return shallow;
  }

  @Override
  public synchronized Optional<CommitId> resolve(String revision) {
    return Revision.read(revision)
        .flatMap(read -> named(read.name()).flatMap(start -> stepped(start, read.steps())))
        .map(CommitNode::commit);
  }

  @Override
  public synchronized Map<String, CommitId> tags() {
    return reading(
        folder.own(),
        () -> {
          var tags = new LinkedHashMap<String, CommitId>();
          refs.eachTag(
              new PackedRefs.Visitor() {
                @Override
                public void commit(String name, CommitId id) {
                  tags.put(name, id);
                }

                @Override
                public void object(String name, ObjectId id) {
                  PackHistory.this
                      .commit(id)
                      .ifPresentOrElse(to -> tags.put(name, to.commit()), () -> tags.remove(name));
                }
              });
          return Collections.unmodifiableMap(tags);
        });
  }

  @Override
  public synchronized Optional<String> branch() {
    String heads = "refs/heads/";
    return reading(folder.own(), () -> refs.head())
        .filter(name -> name.startsWith(heads))
        .map(name -> name.substring(heads.length()));
  }

  @Override
  public Optional<String> origin() {
    return config.value("remote.origin.url").flatMap(WebAddress::of);
  }

  @Override
  public synchronized void walk(
      CommitId upTo, Collection<CommitId> excluded, boolean firstParents, Visitor visitor) {
    List<ObjectId> without = excluded.stream().map(ObjectId::of).filter(this::isCommit).toList();
    new Walk(graph, ObjectId.of(upTo), without, firstParents)
        .run(node -> visitor.visit(new Met(node)));
  }

  @Override
  public synchronized boolean isAncestor(CommitId ancestor, CommitId descendant) {
    ObjectId asked = ObjectId.of(ancestor);
    return isCommit(asked) && ancestryOf(ObjectId.of(descendant)).has(graph.node(asked));
  }

  /// As long as they are few, each is asked about by itself: none of those that are in the history
  /// leads further back than it lies, and those on other branches no further than where they left.
  @Override
  public synchronized Set<CommitId> ancestorsAmong(
      Collection<CommitId> candidates, CommitId descendant) {
    if (candidates.size() > FEW) {
      return LocalHistory.super.ancestorsAmong(candidates, descendant);
    }
    var found = new HashSet<CommitId>();
    for (CommitId candidate : candidates) {
      if (isAncestor(candidate, descendant)) {
        found.add(candidate);
      }
    }
    return found;
  }

  /// Whoever asks about one commit's ancestors asks about several.
  private Ancestry ancestryOf(ObjectId descendant) {
    Ancestry last = lastAncestry;
    if (last == null || !last.descendant().equals(descendant)) {
      last = new Ancestry(graph, descendant);
      lastAncestry = last;
    }
    return last;
  }

  @Override
  public synchronized Map<CommitId, String> notes(String ref) {
    String whole = ref.startsWith("refs/") ? ref : "refs/notes/" + ref;
    return reading(folder.own(), () -> refs.exactly(whole))
        .flatMap(this::commit)
        .map(commit -> Notes.in(objects, graph.node(commit).tree))
        .orElse(Map.of());
  }

  @Override
  public synchronized Optional<byte[]> read(CommitId commit, String path) {
    return files.read(graph.node(ObjectId.of(commit)).tree, path).map(byte[]::clone);
  }

  @Override
  public synchronized List<String> list(CommitId commit, String path) {
    return files.list(graph.node(ObjectId.of(commit)).tree, path);
  }

  @Override
  public synchronized void close() {
    reading(
        folder.own(),
        () -> {
          objects.close();
          return this;
        });
  }

  private final class Met implements Visited {

    private final CommitNode node;
    private @Nullable List<CommitId> parents;

    Met(CommitNode node) {
      this.node = node;
    }

    @Override
    public CommitId id() {
      return node.commit();
    }

    @Override
    public List<CommitId> parents() {
      List<CommitId> known = parents;
      if (known == null) {
        var ids = new CommitId[node.parents.length];
        for (int i = 0; i < ids.length; i++) {
          ids[i] = graph.node(node.parents[i]).commit();
        }
        known = List.of(ids);
        parents = known;
      }
      return known;
    }

    @Override
    public Commit commit() {
      synchronized (PackHistory.this) {
        return recent.of(node, () -> CommitText.read(id(), parents(), graph.text(node)));
      }
    }

    @Override
    public Set<String> changedAmong(Collection<String> folders) {
      synchronized (PackHistory.this) {
        return changes.of(node, folders);
      }
    }
  }

  private Optional<CommitNode> named(String name) {
    return reading(folder.own(), () -> refs.find(name))
        .or(() -> abbreviated(name))
        .flatMap(this::commit)
        .map(graph::node);
  }

  private Optional<ObjectId> abbreviated(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    if (text.length == ObjectId.DIGITS && ObjectId.isText(text, 0)) {
      return Optional.of(ObjectId.ofText(text, 0));
    }
    if (!ABBREVIATED.matcher(name).matches()) {
      return Optional.empty();
    }
    List<ObjectId> commits =
        objects.beginning(name).stream().filter(id -> commit(id).isPresent()).toList();
    if (commits.size() > 1) {
      throw new PortException(
          "%s is the beginning of %d commits. Write more of its digits."
              .formatted(name, commits.size()));
    }
    return commits.stream().findFirst();
  }

  private Optional<CommitNode> stepped(CommitNode start, List<Revision.Step> steps) {
    CommitNode at = start;
    for (Revision.Step step : steps) {
      int times = step instanceof Revision.Step.Back(int count) ? count : 1;
      int parent = step instanceof Revision.Step.Parent(int number) ? number : 1;
      for (int i = 0; i < times; i++) {
        if (parent > at.parents.length) {
          return Optional.empty();
        }
        at = graph.node(at.parents[parent - 1]);
      }
    }
    return Optional.of(at);
  }

  /// The commit that an object leads to, over tags of tags; empty if it leads elsewhere, or if the
  /// object is not here.
  private Optional<ObjectId> commit(ObjectId id) {
    if (graph.known(id) != null) {
      return Optional.of(id);
    }
    ObjectId at = id;
    for (int links = 0; links < Limits.LINKS; links++) {
      Optional<Kind> kind = objects.kind(at);
      if (kind.isEmpty() || kind.get() != Kind.TAG) {
        return kind.filter(Kind.COMMIT::equals).isPresent() ? Optional.of(at) : Optional.empty();
      }
      try {
        at = new Lines(objects.read(at, Kind.TAG)).idBehind("object ");
      } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
        throw new PortException(
            "Tag %s is damaged. Check the repository with: git fsck".formatted(at), malformed);
      }
    }
    return Optional.empty();
  }

  /// Tags may lead to other things.
  private boolean isCommit(ObjectId id) {
    return graph.known(id) != null || objects.kind(id).filter(k -> k != Kind.COMMIT).isEmpty();
  }

  private static Set<ObjectId> cutOff(GitFolder folder) throws IOException {
    var ids = new HashSet<ObjectId>();
    for (String line :
        SmallFile.text(folder.common().resolve("shallow")).orElse("").lines().toList()) {
      byte[] name = line.getBytes(StandardCharsets.UTF_8);
      if (ObjectId.isText(name, 0)) {
        ids.add(ObjectId.ofText(name, 0));
      }
    }
    return ids;
  }

  private interface Reading<T> {
    T done() throws IOException;
  }

  private static <T> T reading(Path folder, Reading<T> reading) {
    try {
      return reading.done();
    } catch (IOException failure) {
      throw new PortException(
          "The repository in %s cannot be read: %s. Check the disk and the rights there."
              .formatted(folder, failure.getMessage()),
          failure);
    }
  }
}
