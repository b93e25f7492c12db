package dev.signalbox.step;

import dev.signalbox.base.Decision;
import dev.signalbox.history.Links;
import dev.signalbox.history.Notes;
import dev.signalbox.history.Question;
import dev.signalbox.history.Since;
import dev.signalbox.history.SinceLast;
import dev.signalbox.port.LocalHistory;
import java.util.Optional;

/// What has come since the last release.
///
/// @param notes what a release of it brings, in Markdown
record Unreleased(Since since, String notes) {

  static Decision<Unreleased> of(LocalHistory history, Question question) {
    Links links = Links.of(history.origin());
    return SinceLast.of(history, question, Optional.empty())
        .map(since -> new Unreleased(since, Notes.of(since.commits()).markdown(links).strip()));
  }
}
