package dev.signalbox.domain.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds in any history; a failure prints the seed of its history.
class RevertPropertiesTest {

  private static final String[] SUBJECTS = {
    "feat: a", "feat!: b", "fix: c", "fix: typo", "docs: d", "wip", "feat(cart): a"
  };

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_commit_and_its_revert_change_nothing(long seed) {
    Story story = new Story(seed);
    story.grow(30);
    Set<Integer> before = story.counting();

    int victim = story.anything();
    if (story.counts(victim)) {
      story.take(victim);
      Set<Integer> expected = new TreeSet<>(before);
      expected.remove(victim);
      assertThat(story.counting()).isEqualTo(expected);
    }
    int fresh = story.add("feat!: something new");
    Set<Integer> with = story.counting();
    story.take(fresh);
    with.remove(fresh);
    assertThat(story.counting()).isEqualTo(with);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_revert_of_a_revert_restores(long seed) {
    Story story = new Story(seed);
    story.grow(30);
    int fresh = story.add("feat: something new");
    Set<Integer> before = story.counting();

    int revert = story.take(fresh);
    story.take(revert);

    assertThat(story.counting()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_order_of_branches_side_by_side_changes_nothing(long seed) {
    Story story = new Story(seed);
    story.grow(60);
    Set<Integer> once = story.counting();

    for (int i = 0; i < 5; i++) {
      assertThat(counting(story.walked(new Random(seed * 31 + i)))).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_commit_is_there_once_and_in_its_place(long seed) {
    Story story = new Story(seed);
    story.grow(40);
    List<Commit> walked = story.walked(new Random(seed));

    assertThat(Commits.read(walked).stream().map(ReadCommit::commit)).isEqualTo(walked);
  }

  private static Set<Integer> counting(List<Commit> commits) {
    return Commits.read(commits).stream()
        .filter(ReadCommit::counts)
        .map(commit -> Integer.parseInt(commit.commit().id().brief(), 16))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A history that grows at random: commits, branches, merges, reverts by id and by subject.
  private static final class Story {
    private final Random random;
    private final List<Commit> commits = new ArrayList<>();
    private final List<Integer> heads = new ArrayList<>();

    Story(long seed) {
      random = new Random(seed);
      commits.add(Commits.commit(1, "chore: begin"));
      heads.add(1);
    }

    void grow(int steps) {
      for (int i = 0; i < steps; i++) {
        switch (random.nextInt(8)) {
          case 0 -> heads.add(heads.get(random.nextInt(heads.size())));
          case 1 -> merge();
          case 2 -> byId();
          case 3 -> on(random.nextInt(heads.size()), "Revert \"" + subject() + "\"");
          default -> on(random.nextInt(heads.size()), subject());
        }
      }
      while (heads.size() > 1) {
        merge();
      }
    }

    private String subject() {
      return SUBJECTS[random.nextInt(SUBJECTS.length)];
    }

    private void merge() {
      if (heads.size() > 1) {
        int side = heads.removeLast();
        int main = heads.getFirst();
        heads.set(0, next());
        commits.add(Commits.commit(next(), "Merge branch 'side'", main, side));
      }
    }

    private void byId() {
      int head = random.nextInt(heads.size());
      int known = heads.get(head);
      on(head, Commits.revert(commits.get(known - 1).subject(), known));
    }

    private int on(int head, String message) {
      int number = next();
      commits.add(Commits.commit(number, message, heads.get(head)));
      heads.set(head, number);
      return number;
    }

    private int next() {
      return commits.size() + 1;
    }

    int add(String message) {
      return on(0, message);
    }

    int take(int number) {
      return on(0, Commits.revert(commits.get(number - 1).subject(), number));
    }

    int anything() {
      List<Commit> plain =
          commits.stream()
              .filter(commit -> !commit.isMerge() && !commit.subject().startsWith("Revert"))
              .toList();
      return commits.indexOf(plain.get(random.nextInt(plain.size()))) + 1;
    }

    boolean counts(int number) {
      return counting().contains(number);
    }

    Set<Integer> counting() {
      return RevertPropertiesTest.counting(commits.reversed());
    }

    /// Children before their parents, and else in an order of chance.
    List<Commit> walked(Random order) {
      var left = new ArrayList<>(commits);
      var walked = new ArrayList<Commit>();
      while (!left.isEmpty()) {
        var needed = new HashSet<CommitId>();
        left.forEach(commit -> needed.addAll(commit.parents()));
        List<Commit> free = left.stream().filter(c -> !needed.contains(c.id())).toList();
        Commit next = free.get(order.nextInt(free.size()));
        walked.add(next);
        left.remove(next);
      }
      return walked;
    }
  }
}
