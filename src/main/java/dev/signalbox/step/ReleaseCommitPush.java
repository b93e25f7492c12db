package dev.signalbox.step;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.ReleaseHeader;
import dev.signalbox.domain.version.Scheme;
import dev.signalbox.domain.version.Version;
import dev.signalbox.engine.Journal.Intent;
import dev.signalbox.engine.StepContext;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.ReleaseResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Pushes a release commit with its tag, once. Whatever became of an earlier try is seen from the
/// tag: a commit on the same parent that says of itself that it is this release is ours, even if
/// other settings made it.
record ReleaseCommitPush(SourceRepository repository, StepContext context) {

  private static final String EFFECT = "release";

  /// What is written down before the first try, so that every try makes the same commit.
  ///
  /// @param at when the commit is said to have been made
  record Wish(Version version, Instant at) {

    private static Wish read(String text, Scheme scheme) {
      String[] words = text.split(" ", 2);
      return new Wish(scheme.read(words[0]).orElseThrow(), Instant.parse(words[1]));
    }

    private String text() {
      return version + " " + at;
    }
  }

  /// What was written down in a former life.
  Optional<Wish> intended(Scheme scheme) {
    return context.intended(EFFECT).map(Intent::content).map(text -> Wish.read(text, scheme));
  }

  ReleaseResult push(Wish wish, ReleaseCommit commit) {
    String said =
        context.once(
            EFFECT,
            wish.text(),
            _ ->
                repository
                    .remoteTag(commit.tag())
                    .filter(tagged -> isOurs(tagged, commit))
                    .map(tagged -> said(new ReleaseResult.Pushed(tagged))),
            _ -> said(repository.pushRelease(commit)));
    ReleaseResult result = result(said);
    return result instanceof ReleaseResult.Taken(CommitId by) && isOurs(by, commit)
        ? new ReleaseResult.Pushed(by)
        : result;
  }

  private boolean isOurs(CommitId tagged, ReleaseCommit commit) {
    List<Commit> beyond = repository.between(Optional.of(commit.parent()), tagged);
    return beyond.size() == 1
        && beyond.getFirst().parents().equals(List.of(commit.parent()))
        && ReleaseHeader.tagOf(beyond.getFirst()).equals(Optional.of(commit.tag()));
  }

  private static String said(ReleaseResult result) {
    return switch (result) {
      case ReleaseResult.Pushed(CommitId commit) -> "pushed " + commit;
      case ReleaseResult.AlreadyThere(CommitId commit) -> "pushed " + commit;
      case ReleaseResult.BranchMoved(Optional<CommitId> to) ->
          "moved " + to.map(CommitId::text).orElse("away");
      case ReleaseResult.Taken(CommitId by) -> "taken " + by;
    };
  }

  private static ReleaseResult result(String said) {
    String[] words = said.split(" ", 2);
    return switch (words[0]) {
      case "pushed" -> new ReleaseResult.Pushed(new CommitId(words[1]));
      case "taken" -> new ReleaseResult.Taken(new CommitId(words[1]));
      default ->
          new ReleaseResult.BranchMoved(
              Optional.of(words[1]).filter(to -> !to.equals("away")).map(CommitId::new));
    };
  }
}
