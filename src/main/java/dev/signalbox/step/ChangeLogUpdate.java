package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.domain.version.Version;
import dev.signalbox.history.ChangeLogFile;
import dev.signalbox.history.ChangeLogFile.Chapter;
import dev.signalbox.history.ChangeLogMarkdown;
import dev.signalbox.history.Links;
import dev.signalbox.history.Question;
import dev.signalbox.history.ReleaseLog;
import dev.signalbox.history.Sections;
import dev.signalbox.history.Since;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.SourceRepository;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A team's change log with the chapter of a release that is about to be made, and with those it
/// lacks: what the command `changelog --write` would put there a moment later.
///
/// @param path empty for a team that keeps none
record ChangeLogUpdate(SourceRepository repository, Optional<String> path) {

  private static final int MOST_BYTES = 16 << 20;

  /// The file by its path, or nothing if it has it all.
  Decision<Map<String, FileContent>> of(Question question, Since since, Version next, Instant at) {
    return path.map(file -> of(file, question, since, next, at))
        .orElseGet(() -> Decision.accept(Map.of()));
  }

  private Decision<Map<String, FileContent>> of(
      String file, Question question, Since since, Version next, Instant at) {
    byte[] before = repository.read(since.at(), file, MOST_BYTES + 1).orElse(new byte[0]);
    if (before.length > MOST_BYTES) {
      return Decision.refuse(
          "change-log-too-large",
          "%s is larger than %d MiB. Begin a new one, or take 'changelog' out of the flow file."
              .formatted(file, MOST_BYTES >> 20),
          "whoever keeps the change log");
    }
    LocalHistory history = repository.history();
    return ReleaseLog.of(history, question, Optional.empty())
        .map(log -> {
          var markdown =
              new ChangeLogMarkdown(
                  Sections.weighing(question.rules().versions().bumps()),
                  Links.of(history.origin()));
          List<Chapter> chapters =
              log.below(next, since, at).sections().stream()
                  .map(section -> Chapter.of(section, markdown.section(section)))
                  .toList();
          byte[] after = ChangeLogFile.with(before, chapters);
          return Arrays.equals(before, after) ? Map.of() : Map.of(file, new FileContent(after));
        });
  }
}
