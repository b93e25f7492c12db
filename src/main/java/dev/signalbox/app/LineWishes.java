package dev.signalbox.app;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.SourceRepository;
import dev.signalbox.port.SourceRepository.Heads;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What people mean by the commits and branches they name for a release line.
final class LineWishes {

  private static final int MOST = 50;

  private LineWishes() {}

  static Decision<Lines.Wish> sound(Lines.Wish wish) {
    if (wish.reason().isBlank()) {
      return Decision.refuse(
          "no-reason",
          "A line needs a reason: whoever finds it will ask.",
          "you: say --reason \"...\"");
    }
    if (wish.commits().isEmpty() || wish.commits().size() > MOST) {
      return Decision.refuse(
          "bad-request",
          "A line gets one commit or more, and at most %d at once.".formatted(MOST),
          "you: say --pick COMMIT for each");
    }
    return Decision.accept(wish);
  }

  /// The commits, each once, in the order they were named.
  static Decision<List<Commit>> meant(
      SourceRepository repository, Heads heads, ServiceRow service, List<String> texts) {
    Set<CommitId> commits = new LinkedHashSet<>();
    for (String text : texts) {
      List<CommitId> found =
          heads
              .head()
              .map(head -> repository.meantBy(text.strip().toLowerCase(Locale.ROOT), head))
              .orElse(List.of());
      if (found.size() != 1) {
        return found.isEmpty()
            ? Decision.refuse(
                "no-such-commit",
                "There is no commit '%s' on %s. A fix goes there first, and then onto a line."
                    .formatted(text, service.branch()),
                "whoever may push there")
            : Decision.refuse(
                "bad-request",
                "'%s' begins %d commits of %s.".formatted(text, found.size(), service.branch()),
                "you: write more of its digits");
      }
      commits.add(found.getFirst());
    }
    List<Commit> meant = new ArrayList<>();
    commits.forEach(commit -> meant.add(repository.history().commit(commit)));
    return Decision.accept(meant);
  }

  /// Where a branch stands that a person has pushed for a line.
  static Decision<CommitId> pushed(SourceRepository repository, LineGround ground, String branch) {
    Optional<CommitId> head = repository.fetchBranch(branch);
    if (head.isEmpty()) {
      return Decision.refuse(
          "no-such-branch",
          "There is no branch %s in the repository.".formatted(branch),
          "you: git push origin " + branch);
    }
    CommitId base = ground.base().commit();
    return !head.get().equals(base) && repository.isAncestor(base, head.get())
        ? Decision.accept(head.get())
        : Decision.refuse(
            "branch-elsewhere",
            "%s stands at %s, and that is not on top of %s, which is %s."
                .formatted(branch, head.get().brief(), ground.base().tag(), base.brief()),
            "you: git switch -c %s %s, the commits, git push origin %s"
                .formatted(branch, ground.base().tag(), branch));
  }
}
