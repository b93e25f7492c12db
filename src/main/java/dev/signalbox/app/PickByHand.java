package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.CherryPick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a person does where commits do not fit by themselves: the very commands, in their order.
///
/// @param branch of the line
/// @param start what the branch is made from, a tag; empty if it is there already
/// @param replaces where a branch of that name stands that is not needed any more
/// @param commits in the order in which they are carried over
record PickByHand(
    String service,
    String branch,
    Optional<String> start,
    Optional<CommitId> replaces,
    List<Commit> commits) {

  private static final int FILES_SHOWN = 12;
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /// The commands, up to the push.
  List<String> commands(CherryPick.Result.Conflict conflict) {
    var commands = new ArrayList<String>();
    commands.add("git fetch --tags origin");
    commands.add(
        start
            .map(tag -> "git switch -c %s %s".formatted(branch, tag))
            .orElse("git switch %s".formatted(branch)));
    if (start.isEmpty()) {
      commands.add("git merge --ff-only origin/" + branch);
    }
    for (Commit commit : commits) {
      commands.add(
          "git cherry-pick -x %s%s".formatted(commit.isMerge() ? "-m 1 " : "", commit.id()));
      if (commit.id().equals(conflict.commit())) {
        commands.add(
            "git add "
                + conflict.files().stream().map(PickByHand::word).collect(Collectors.joining(" ")));
        commands.add("git cherry-pick --continue");
      }
    }
    commands.add(
        replaces
            .map(at -> "git push --force-with-lease=%s:%s origin %s".formatted(branch, at, branch))
            .orElse("git push origin " + branch));
    return commands;
  }

  <T> Decision<T> refusal(CherryPick.Result.Conflict conflict, String onto) {
    List<String> files = conflict.files();
    String named =
        files.stream().limit(FILES_SHOWN).collect(Collectors.joining(", "))
            + (files.size() > FILES_SHOWN
                ? " and %d more".formatted(files.size() - FILES_SHOWN)
                : "");
    return Decision.refuse(
        new Refusal(
            List.of(
                Reason.of(
                    "pick-conflict",
                    "%s %s changes what is different in %s: %s. Nothing was changed."
                        .formatted(conflict.commit().brief(), subject(conflict), onto, named),
                    "whoever can mend the files by hand, before 'git add'"),
                Reason.of(
                    "by-hand",
                    String.join("; ", commands(conflict)),
                    start
                        .map(tag ->
                            "you, and then: signalbox release branch %s %s --from %s --continue"
                                .formatted(service, branch, tag))
                        .orElse("you; what is pushed is noticed")))));
  }

  private String subject(CherryPick.Result.Conflict conflict) {
    return commits.stream()
        .filter(commit -> commit.id().equals(conflict.commit()))
        .map(commit -> "\"" + commit.subject() + "\"")
        .findFirst()
        .orElse("");
  }

  /// A file's name as one word for a shell.
  private static String word(String file) {
    return SAFE.matcher(file).matches() ? file : "'" + file.replace("'", "'\\''") + "'";
  }
}
