package dev.signalbox.domain.change;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Commits for tests: each has a number, and its id is that number.
final class Commits {

  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");

  private Commits() {}

  static CommitId id(int number) {
    return new CommitId("%08x".formatted(number).repeat(5));
  }

  static Commit commit(int number, String message, Integer... parents) {
    return new Commit(
        id(number),
        Arrays.stream(parents).map(Commits::id).toList(),
        "Mia",
        "mia@shop.example",
        MONDAY.plusSeconds(60L * number),
        message);
  }

  /// One after the other, numbered from 1, oldest first; given back as a walk hands them over.
  static List<Commit> inARow(String... messages) {
    return IntStream.rangeClosed(1, messages.length)
        .map(i -> messages.length + 1 - i)
        .mapToObj(number -> commit(number, messages[number - 1], number - 1))
        .toList();
  }

  static String revert(String subject, int number) {
    return "Revert \"%s\"\n\nThis reverts commit %s.".formatted(subject, id(number));
  }

  static List<ReadCommit> read(List<Commit> commits) {
    return ReadCommits.of(commits, Overrides.NONE, MessageRules.USUAL);
  }

  /// The subjects of those that count, oldest first.
  static List<String> counting(List<ReadCommit> read) {
    return read.reversed().stream()
        .filter(ReadCommit::counts)
        .map(commit -> commit.commit().subject())
        .toList();
  }

  static Optional<String> leftOut(List<ReadCommit> read, int number) {
    return read.stream()
        .filter(commit -> commit.commit().id().equals(id(number)))
        .findFirst()
        .orElseThrow()
        .leftOut();
  }
}
