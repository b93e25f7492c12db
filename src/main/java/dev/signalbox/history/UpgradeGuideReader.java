package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.port.LocalHistory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what there is to do between two releases of a component: out of the messages of the
/// commits in between, and out of a folder with a page a release, such as
/// `docs/migrations/2.0.0.md`.
public final class UpgradeGuideReader {

  private final LocalHistory history;
  private final Question question;
  private final Optional<String> component;
  private final String folder;

  /// @param folder where the pages are, from the root of the repository; read as of the commit that
  ///   is asked about, so that a page can be written after its release
  public UpgradeGuideReader(
      LocalHistory history, Question question, Optional<String> component, String folder) {
    this.history = history;
    this.question = question;
    this.component = component;
    this.folder = folder.replaceAll("/+$", "");
  }

  /// @param from a release by its tag or its version
  /// @param to the same; empty takes all there is, what is not released yet included
  public Decision<UpgradeGuide> between(String from, Optional<String> to) {
    return ReleaseLog.of(history, question, component)
        .then(log ->
            log.release(from)
                .then(start ->
                    to.isEmpty()
                        ? guide(start, Optional.empty())
                        : log.release(to.get()).then(end -> guide(start, Optional.of(end)))));
  }

  private Decision<UpgradeGuide> guide(Tagged start, Optional<Tagged> end) {
    if (end.isPresent() && end.get().version().compareTo(start.version()) <= 0) {
      return Decision.refuse(
          "not-an-upgrade",
          "%s does not come after %s, so there is no way up. Name the lower release first."
              .formatted(end.get().tag(), start.tag()),
          "you");
    }
    Question until = end.map(release -> question.asOf(release.commit())).orElse(question);
    return ReleaseLog.of(history, until, component)
        .map(log -> log.all(Set.of(start.commit()), false).sections())
        .map(sections -> UpgradeGuide.of(start, end, within(sections, start, end), pages()));
  }

  private static List<Section> within(List<Section> sections, Tagged start, Optional<Tagged> end) {
    return sections.stream()
        .filter(section ->
            section
                .release()
                .map(release ->
                    release.version().compareTo(start.version()) > 0
                        && (end.isEmpty() || release.version().compareTo(end.get().version()) <= 0))
                .orElse(end.isEmpty()))
        .toList();
  }

  private java.util.function.Function<Tagged, Optional<String>> pages() {
    Set<String> there = Set.copyOf(history.list(question.at(), folder));
    return release ->
        Stream.of(release.tag(), release.version().toString(), "v" + release.version())
            .map(name -> name + ".md")
            .filter(there::contains)
            .findFirst()
            .flatMap(name -> history.read(question.at(), folder + "/" + name))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
            .filter(text -> !text.isEmpty());
  }
}
