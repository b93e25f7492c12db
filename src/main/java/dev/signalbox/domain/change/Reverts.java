package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Revert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who takes back whom within a range. A revert knows only what is behind it: it takes back the commit
/// it names, or the latest one behind it with the pull request it names, or with the subject it
/// quotes, that nothing else behind it has taken back already. So the order of branches side by side
/// changes nothing.
final class Reverts {

  private static final String PICKED = "(cherry picked from commit ";

  private final Range range;
  private final List<Message> messages;
  private final List<List<Integer>> targets = new ArrayList<>();
  private final Map<String, List<Integer>> bySubject = new HashMap<>();
  private final Map<Integer, List<Integer>> byPullRequest = new HashMap<>();
  private final Map<String, List<Integer>> copies = new HashMap<>();

  private Reverts(Range range, List<Message> messages) {
    this.range = range;
    this.messages = messages;
    for (int i = 0; i < range.size(); i++) {
      targets.add(List.of());
      list(bySubject, Numbered.of(range.at(i).subject()).text(), i);
      int number = i;
      messages.get(i).pullRequest().ifPresent(request -> list(byPullRequest, request, number));
      originalOf(range.at(i)).ifPresent(original -> list(copies, original, number));
    }
    for (int i = range.size() - 1; i >= 0; i--) {
      if (messages.get(i).revert().isPresent()) {
        targets.set(i, targetsOf(i, messages.get(i).revert().get()));
      }
    }
  }

  /// Why each commit of the range counts for nothing; empty where it counts.
  static List<Optional<String>> reasons(Range range, List<Message> messages) {
    boolean any = messages.stream().anyMatch(message -> message.revert().isPresent());
    return any
        ? new Reverts(range, messages).reasons()
        : Collections.nCopies(range.size(), Optional.empty());
  }

  private List<Optional<String>> reasons() {
    var reasons = new ArrayList<Optional<String>>(Collections.nCopies(range.size(), Optional.empty()));
    for (int revert = 0; revert < reasons.size(); revert++) {
      if (reasons.get(revert).isEmpty() && !targets.get(revert).isEmpty()) {
        Optional<String> by = Optional.of("reverted by " + range.at(revert).id().brief());
        targets.get(revert).forEach(target -> reasons.set(target, by));
        reasons.set(revert, takesBack(revert));
      }
    }
    return reasons;
  }

  /// A revert that also names what is not in the range counts for that; and a change of another kind,
  /// which takes something back on the way, counts for what it states.
  private Optional<String> takesBack(int number) {
    Message message = messages.get(number);
    Revert revert = message.revert().orElseThrow();
    boolean onlyReverts =
        revert.subject().isPresent()
            || message.statements().stream().allMatch(s -> s.type().equals("revert"));
    int first = targets.get(number).getFirst();
    return onlyReverts && revert.commits().size() <= targets.get(number).size()
        ? Optional.of("takes back " + range.at(first).id().brief())
        : Optional.empty();
  }

  private List<Integer> targetsOf(int at, Revert revert) {
    var found = new ArrayList<Integer>();
    for (String name : revert.commits()) {
      byName(at, name).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      revert.pullRequest()
          .flatMap(request -> latest(at, byPullRequest.getOrDefault(request, List.of())))
          .or(() -> revert.subject().flatMap(subject -> bySubject(at, subject)))
          .ifPresent(found::add);
    }
    for (int target : List.copyOf(found)) {
      found.addAll(range.broughtBy(target));
    }
    return found;
  }

  /// The commit itself, or its copy on this branch.
  private Optional<Integer> byName(int at, String name) {
    int exact = range.of(name);
    List<Integer> copied = copies.getOrDefault(name, List.of());
    return exact > at && (copied.isEmpty() || isBehind(at, exact))
        ? Optional.of(exact)
        : latest(at, copied);
  }

  private Optional<Integer> bySubject(int at, String subject) {
    Numbered quoted = Numbered.of(subject);
    List<Integer> same =
        bySubject.getOrDefault(quoted.text(), List.of()).stream()
            .filter(other ->
                quoted.number().isEmpty()
                    || Numbered.of(range.at(other).subject()).number().equals(quoted.number()))
            .toList();
    return latest(at, same);
  }

  private boolean isBehind(int at, int other) {
    return latest(at, List.of(other)).isPresent();
  }

  /// The latest of these that is behind the commit and was not taken back there: none that is behind
  /// another of them, and of those side by side the one that was made last.
  ///
  /// @param candidates in the order of the range
  private Optional<Integer> latest(int at, List<Integer> candidates) {
    var behind = new BitSet();
    var takenBack = new BitSet();
    var behindCandidate = new BitSet();
    Optional<Integer> latest = Optional.empty();
    int last = candidates.isEmpty() ? -1 : candidates.getLast();
    range.mark(at, behind);
    for (int i = behind.nextSetBit(0); i >= 0 && i <= last; i = behind.nextSetBit(i + 1)) {
      boolean candidate = !takenBack.get(i) && Collections.binarySearch(candidates, i) >= 0;
      if (candidate && !behindCandidate.get(i)) {
        latest = latest.isEmpty() ? Optional.of(i) : Optional.of(later(latest.get(), i));
      }
      if (candidate || behindCandidate.get(i)) {
        range.mark(i, behindCandidate);
      }
      if (!takenBack.get(i)) {
        targets.get(i).forEach(takenBack::set);
      }
      range.mark(i, behind);
    }
    return latest;
  }

  private int later(int one, int other) {
    Comparator<Integer> byTime =
        Comparator.<Integer, Instant>comparing(i -> range.at(i).authored())
            .thenComparing(i -> range.at(i).id().text());
    return byTime.compare(one, other) >= 0 ? one : other;
  }

  private static Optional<String> originalOf(Commit commit) {
    int at = commit.message().lastIndexOf(PICKED);
    int end = commit.message().indexOf(')', Math.max(at, 0));
    return at < 0 || end < 0
        ? Optional.empty()
        : Optional.of(commit.message().substring(at + PICKED.length(), end));
  }

  private static <K> void list(Map<K, List<Integer>> lists, K key, int number) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
  }
}
