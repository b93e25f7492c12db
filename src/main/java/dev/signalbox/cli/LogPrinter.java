package dev.signalbox.cli;

import dev.signalbox.cli.HistoryOptions.Form;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.history.ChangeLog;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.ChangeLogFile.Chapter;
import dev.signalbox.history.ChangeLogJson;
import dev.signalbox.history.ChangeLogMarkdown;
import dev.signalbox.history.ChangeLogTemplate;
import dev.signalbox.history.ChangeLogText;
import dev.signalbox.history.Links;
import dev.signalbox.history.Sections;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Writes change logs as the options say.
record LogPrinter(
    Sections sections, Links links, VersionRules rules, Optional<ChangeLogTemplate> template) {

  void print(ChangeLog log, Form form, PrintWriter out) {
    switch (form) {
      case JSON -> ChangeLogJson.write(log, rules, links, out);
      case TEXT -> out.print(ChangeLogText.of(log.sections(), sections));
      case MARKDOWN ->
          out.print(
              template
                  .map(team -> team.render(log, sections, links))
                  .orElseGet(() -> markdown().whole(log)));
    }
    out.flush();
  }

  /// The notes of one release, without a title above it.
  void print(Section section, Form form, PrintWriter out) {
    if (form == Form.MARKDOWN && template.isEmpty()) {
      out.print(markdown().section(section));
      out.flush();
    } else {
      print(new ChangeLog(List.of(section)), form, out);
    }
  }

  /// What a file should have: releases only, for what is not released yet changes every day.
  List<Chapter> chapters(ChangeLog log) {
    return log.released().stream()
        .map(section ->
            Chapter.of(
                section,
                template
                    .map(team -> team.render(new ChangeLog(List.of(section)), sections, links))
                    .orElseGet(() -> markdown().section(section))))
        .toList();
  }

  private ChangeLogMarkdown markdown() {
    return new ChangeLogMarkdown(sections, links);
  }
}
