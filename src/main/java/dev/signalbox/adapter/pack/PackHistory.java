package dev.signalbox.adapter.pack;

import dev.signalbox.adapter.pack.StoredObject.Kind;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The history of a git repository on this disk, read from its files. What was read of a commit is
/// kept, since a commit never changes; refs are read anew each time, so that whoever keeps this open
/// sees what was fetched meanwhile and pays for the new commits only.
///
/// Any number of threads may call; they take turns.
public final class PackHistory implements LocalHistory {

  private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{4,39}");

  private final GitFolder folder;
  private final GitConfig config;
  private final ObjectStore objects;
  private final CommitGraph graph;
  private final FolderChanges changes;
  private final TreeFiles files;
  private final boolean shallow;

  private PackHistory(
      GitFolder folder, GitConfig config, ObjectStore objects, Set<ObjectId> cutOff) {
    this.folder = folder;
    this.config = config;
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
    return reading(folder, () -> {
      GitFolder found = GitFolder.around(folder);
      GitConfig config =
          GitConfig.read(SmallFile.text(found.common().resolve("config")).orElse(""));
      Format.require(found, config);
      ObjectStore objects =
          ObjectStore.in(found.common().resolve("objects"), Format.isPartial(config));
      return new PackHistory(found, config, objects, cutOff(found));
    });
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
    return reading(folder.own(), () -> {
      var tags = new LinkedHashMap<String, CommitId>();
      Refs.read(folder).eachTag((name, id, peeled) -> {
        Optional<ObjectId> commit = commit(peeled == null ? id : peeled);
        commit.ifPresentOrElse(to -> tags.put(name, to.commit()), () -> tags.remove(name));
      });
      return Collections.unmodifiableMap(tags);
    });
  }

  @Override
  public Optional<String> branch() {
    String heads = "refs/heads/";
    return reading(folder.own(), () -> Refs.read(folder).head())
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
    List<ObjectId> without = excluded.stream().map(ObjectId::of).toList();
    new Walk(graph, ObjectId.of(upTo), without, firstParents)
        .run(node -> visitor.visit(new Met(node)));
  }

  @Override
  public synchronized boolean isAncestor(CommitId ancestor, CommitId descendant) {
    return Ancestry.holds(graph, ObjectId.of(ancestor), ObjectId.of(descendant));
  }

  @Override
  public synchronized Map<CommitId, String> notes(String ref) {
    String whole = ref.startsWith("refs/") ? ref : "refs/notes/" + ref;
    return reading(folder.own(), () -> Refs.read(folder).find(whole))
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

  /// Nothing is held open: what is mapped goes when nobody holds it any more.
  @Override
  public void close() {}

  private final class Met implements Visited {

    private final CommitNode node;

    Met(CommitNode node) {
      this.node = node;
    }

    @Override
    public CommitId id() {
      return node.commit();
    }

    @Override
    public List<CommitId> parents() {
      return Arrays.stream(node.parents).map(id -> graph.node(id).commit()).toList();
    }

    @Override
    public Commit commit() {
      synchronized (PackHistory.this) {
        return CommitText.read(id(), parents(), graph.text(node));
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
    return reading(folder.own(), () -> Refs.read(folder).find(name))
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
