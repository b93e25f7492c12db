package dev.signalbox.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.domain.version.ByHand;
import dev.signalbox.domain.version.CalendarFormat;
import dev.signalbox.domain.version.Calver;
import dev.signalbox.domain.version.Named;
import dev.signalbox.domain.version.NextVersion;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Semver;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.ReleaseRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every history, whatever it looks like; a failure prints its seed.
class SinceLastPropertiesTest {

  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
  private static final List<String> MESSAGES =
      List.of(
          "feat: a",
          "fix: b",
          "feat!: c",
          "docs: d",
          "chore: e",
          "perf: f",
          "no convention",
          "fix: g\n\nBREAKING CHANGE: h");

  static List<Scheme> schemes() {
    return List.of(
        Semver.USUAL,
        Semver.USUAL.on(Optional.of("beta")),
        new Calver(CalendarFormat.of("YYYY.0M.0D").orElseThrow(), ZoneOffset.UTC),
        new Calver(CalendarFormat.of("YY.MM.MICRO").orElseThrow(), ZoneOffset.UTC),
        new Named(IntStream.range(0, 60).mapToObj(i -> "N" + i).toList(), Named.Then.AGAIN),
        new ByHand());
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void the_next_version_is_higher_than_the_one_before(Scheme scheme) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      DrawnHistory history = new DrawnHistory();
      Instant now = MONDAY;
      CommitId head = history.commit("feat: begin");
      for (int i = 0; i < 40; i++) {
        String asked =
            scheme instanceof ByHand && random.nextInt(4) == 0 ? "\n\nRelease-As: r" + i : "";
        head = history.on(head, any(random) + asked);
        now = now.plus(Duration.ofHours(random.nextInt(48) - 12));
        Since since = since(history, head, rules(scheme));
        NextVersion next = since.next(now);
        if (next.next().isPresent()) {
          var version = next.next().get();
          next.current()
              .ifPresent(
                  current -> assertThat(version).as("seed of " + current).isGreaterThan(current));
          assertThat(scheme.read(version.toString())).as("seed %d", seed).contains(version);
          if (random.nextBoolean()) {
            history.tag(since.tagOf(version), head);
          }
        }
      }
    }
  }

  @Test
  void what_came_from_a_to_b_and_from_b_to_c_is_what_came_from_a_to_c() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      DrawnHistory history = new DrawnHistory();
      List<CommitId> drawn = branched(history, random, 60);
      CommitId c = drawn.getLast();
      List<CommitId> past = drawn.stream().filter(id -> history.isAncestor(id, c)).toList();
      CommitId b = past.get(random.nextInt(past.size()));
      List<CommitId> before = drawn.stream().filter(id -> history.isAncestor(id, b)).toList();
      CommitId a = before.get(random.nextInt(before.size()));

      history.tag("v1.0.0", a);
      Set<CommitId> ac = ids(since(history, c, ReleaseRules.USUAL));
      Set<CommitId> parts = ids(since(history, b, ReleaseRules.USUAL));
      history.tag("v2.0.0", b);
      parts.addAll(ids(since(history, c, ReleaseRules.USUAL)));
      assertThat(parts).as("seed %d", seed).isEqualTo(ac);
    }
  }

  @Test
  void the_order_of_parallel_branches_changes_nothing() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<String> messages = IntStream.range(0, 6).mapToObj(_ -> any(random)).toList();
      var turned = new ArrayList<>(messages);
      Collections.shuffle(turned, random);
      NextVersion one = merged(messages).next(MONDAY);
      NextVersion other = merged(turned).next(MONDAY);
      assertThat(other.next()).as("seed %d", seed).isEqualTo(one.next());
      assertThat(other.bump()).as("seed %d", seed).isEqualTo(one.bump());
    }
  }

  @Test
  void one_walk_for_all_components_sees_what_a_walk_for_each_sees() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      DrawnHistory history = new DrawnHistory();
      List<CommitId> drawn = branched(history, random, 80);
      for (String component : List.of("a", "b", "c")) {
        history.tag(component + "-v1.0.0", drawn.get(random.nextInt(drawn.size())));
        history.tag(component + "-v1.1.0", drawn.get(random.nextInt(drawn.size())));
      }
      Question question = Question.about(history, drawn.getLast(), ReleaseRules.USUAL);
      for (Since together : accepted(SinceLast.ofAll(history, question))) {
        Since alone = accepted(SinceLast.of(history, question, together.component().name()));
        assertThat(together.last()).as("seed %d", seed).isEqualTo(alone.last());
        assertThat(ids(together)).as("seed %d", seed).isEqualTo(ids(alone));
      }
    }
  }

  /// A history of branches and merges, each commit in a folder of its own.
  private static List<CommitId> branched(DrawnHistory history, Random random, int commits) {
    List<CommitId> drawn = new ArrayList<>();
    drawn.add(history.commit("feat: begin", "a/x", "b/x", "c/x"));
    for (int i = 1; i < commits; i++) {
      CommitId parent = drawn.get(Math.max(0, drawn.size() - 1 - random.nextInt(4)));
      CommitId other = drawn.get(Math.max(0, drawn.size() - 1 - random.nextInt(6)));
      List<CommitId> parents =
          random.nextInt(4) == 0 && !other.equals(parent)
              ? List.of(parent, other)
              : List.of(parent);
      String file = List.of("a", "b", "c", "d").get(random.nextInt(4)) + "/" + i;
      drawn.add(history.on(parents, any(random), file));
    }
    return drawn;
  }

  private static Since merged(List<String> branches) {
    DrawnHistory history = new DrawnHistory();
    CommitId base = history.commit("feat: begin");
    history.tag("v1.2.3", base);
    CommitId head = base;
    List<CommitId> tips = branches.stream().map(message -> history.on(base, message)).toList();
    for (CommitId tip : tips) {
      head = history.on(List.of(head, tip), "Merge branch 'topic'");
    }
    return since(history, head, ReleaseRules.USUAL);
  }

  private static ReleaseRules rules(Scheme scheme) {
    return new ReleaseRules(
        VersionRules.USUAL.by(scheme).tagged(TagForm.of("x{version}")),
        ReleaseRules.USUAL.messages(),
        List.of(""),
        List.of());
  }

  private static Since since(DrawnHistory history, CommitId at, ReleaseRules rules) {
    return accepted(SinceLast.of(history, Question.about(history, at, rules), Optional.empty()));
  }

  private static Set<CommitId> ids(Since since) {
    Set<CommitId> ids = new HashSet<>();
    since.commits().stream().map(ReadCommit::commit).forEach(c -> ids.add(c.id()));
    return ids;
  }

  private static String any(Random random) {
    return MESSAGES.get(random.nextInt(MESSAGES.size()));
  }

  private static <T> T accepted(Decision<T> decision) {
    return ((Decision.Accepted<T>) decision).value();
  }
}
