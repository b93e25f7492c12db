package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.flow.ReleaseRules;
import dev.signalbox.port.LocalHistory;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/// What is asked about a history.
///
/// @param at the commit as of which the answer is given
/// @param branch whose rules count; empty if it is none
/// @param tags every tag that counts, and its commit
/// @param later whether a tag on a commit that comes after `at` is no obstacle: the answer is what
///   it was then
/// @param firstParents whether only first parents are followed
public record Question(
    CommitId at,
    Optional<String> branch,
    ReleaseRules rules,
    Overrides overrides,
    Map<String, CommitId> tags,
    boolean later,
    boolean firstParents) {

  public Question {
    tags = Collections.unmodifiableMap(tags); // not copied: there may be more than ten thousand
  }

  /// A question with all that the repository itself knows: its tags, and the corrections in its
  /// notes, beside those of the rules.
  public static Question about(LocalHistory history, CommitId at, ReleaseRules rules) {
    return new Question(
        at,
        history.branch(),
        rules,
        Overrides.ofNotes(history.notes(Overrides.NOTES)).and(rules.corrections()),
        history.tags(),
        true,
        false);
  }

  public Question alongFirstParents(boolean only) {
    return new Question(at, branch, rules, overrides, tags, later, only);
  }

  /// The same as of another commit.
  public Question asOf(CommitId commit) {
    return new Question(commit, branch, rules, overrides, tags, later, firstParents);
  }

  public Question on(String name) {
    return new Question(at, Optional.of(name), rules, overrides, tags, later, firstParents);
  }

  /// The same, with other tags.
  public Question with(Map<String, CommitId> others) {
    return new Question(at, branch, rules, overrides, others, later, firstParents);
  }

  /// The same, with corrections from elsewhere beside those there are.
  public Question with(Overrides more) {
    return new Question(at, branch, rules, overrides.and(more), tags, later, firstParents);
  }

  /// The same, where every tag of the repository is an obstacle, whenever it came.
  public Question strictly() {
    return new Question(at, branch, rules, overrides, tags, false, firstParents);
  }
}
