package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/// A history as a test draws it: commits with parents, the files they change, tags.
final class DrawnHistory implements LocalHistory {

  private record Drawn(int number, Commit commit, Set<String> changed, Map<String, String> files) {}

  private final Map<CommitId, Drawn> commits = new LinkedHashMap<>();
  private final Map<String, CommitId> tags = new HashMap<>();
  private boolean shallow;
  private int visits;

  DrawnHistory cutOff() {
    shallow = true;
    return this;
  }

  /// A commit on top of the one before.
  CommitId commit(String message, String... files) {
    List<CommitId> all = List.copyOf(commits.keySet());
    return on(all.subList(Math.max(0, all.size() - 1), all.size()), message, files);
  }

  CommitId on(CommitId parent, String message, String... files) {
    return on(List.of(parent), message, files);
  }

  /// @param files what it changes
  CommitId on(List<CommitId> parents, String message, String... files) {
    int number = commits.size() + 1;
    var id = new CommitId("%040x".formatted(number));
    Map<String, String> tree = new TreeMap<>();
    parents.forEach(parent -> tree.putAll(drawn(parent).files()));
    for (String file : files) {
      tree.put(file, message);
    }
    var commit =
        new Commit(
            id,
            List.copyOf(parents),
            "Mia",
            "mia@shop.example",
            Instant.EPOCH.plusSeconds(number),
            message);
    commits.put(id, new Drawn(number, commit, Set.of(files), tree));
    return id;
  }

  void tag(String name, CommitId commit) {
    tags.put(name, commit);
  }

  /// The commit takes a file away.
  void forget(CommitId commit, String file) {
    drawn(commit).files().remove(file);
  }

  private Drawn drawn(CommitId commit) {
    return Optional.ofNullable(commits.get(commit)).orElseThrow();
  }

  /// How many commits walks have come by so far.
  int visits() {
    return visits;
  }

  @Override
  public boolean shallow() {
    return shallow;
  }

  @Override
  public Optional<CommitId> resolve(String revision) {
    return Optional.ofNullable(tags.get(revision));
  }

  @Override
  public Map<String, CommitId> tags() {
    return Map.copyOf(tags);
  }

  @Override
  public Optional<String> branch() {
    return Optional.of("main");
  }

  @Override
  public Optional<String> origin() {
    return Optional.empty();
  }

  @Override
  public void walk(
      CommitId upTo, Collection<CommitId> excluded, boolean firstParents, Visitor visitor) {
    Set<CommitId> without = new HashSet<>();
    excluded.forEach(e -> without.addAll(past(e)));
    var waiting = new PriorityQueue<Drawn>(Comparator.comparingInt(Drawn::number).reversed());
    Set<CommitId> seen = new HashSet<>();
    waiting.add(drawn(upTo));
    while (!waiting.isEmpty()) {
      Drawn next = waiting.remove();
      if (without.contains(next.commit().id()) || !seen.add(next.commit().id())) {
        continue;
      }
      visits++;
      if (!visitor.visit(new Come(next))) {
        return;
      }
      next.commit().parents().stream()
          .limit(firstParents ? 1 : Integer.MAX_VALUE)
          .map(this::drawn)
          .forEach(waiting::add);
    }
  }

  private Set<CommitId> past(CommitId of) {
    Set<CommitId> past = new HashSet<>();
    Deque<CommitId> left = new ArrayDeque<>(List.of(of));
    while (!left.isEmpty()) {
      CommitId next = left.pop();
      if (past.add(next)) {
        left.addAll(drawn(next).commit().parents());
      }
    }
    return past;
  }

  private record Come(Drawn drawn) implements Visited {

    @Override
    public CommitId id() {
      return drawn.commit().id();
    }

    @Override
    public List<CommitId> parents() {
      return drawn.commit().parents();
    }

    @Override
    public Commit commit() {
      return drawn.commit();
    }

    @Override
    public Set<String> changedAmong(Collection<String> folders) {
      Set<String> changed = new HashSet<>();
      for (String folder : folders) {
        if (drawn.changed().stream()
            .anyMatch(f -> folder.isEmpty() || f.startsWith(folder + "/") || f.equals(folder))) {
          changed.add(folder);
        }
      }
      return changed;
    }
  }

  @Override
  public boolean isAncestor(CommitId ancestor, CommitId descendant) {
    return past(descendant).contains(ancestor);
  }

  @Override
  public Map<CommitId, String> notes(String ref) {
    return Map.of();
  }

  @Override
  public Optional<byte[]> read(CommitId commit, String path) {
    return Optional.ofNullable(drawn(commit).files().get(path))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> list(CommitId commit, String folder) {
    List<String> names = new ArrayList<>();
    for (String file : drawn(commit).files().keySet()) {
      if (file.startsWith(folder + "/") && file.indexOf('/', folder.length() + 1) < 0) {
        names.add(file.substring(folder.length() + 1));
      }
    }
    return names;
  }

  @Override
  public void close() {}
}
