package dev.signalbox.history;

import dev.signalbox.base.Inert;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.Notes.Entry;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A change log for a terminal: plain lines, indented.
public final class ChangeLogText {

  private final Sections sections;
  private final StringBuilder text = new StringBuilder();

  private ChangeLogText(Sections sections) {
    this.sections = sections;
  }

  public static String of(List<Section> log, Sections sections) {
    var writer = new ChangeLogText(sections);
    log.forEach(writer::section);
    return writer.text.toString();
  }

  private void section(Section section) {
    if (!text.isEmpty()) {
      line(0, "");
    }
    line(
        0,
        section.release().map(release -> release.version().toString()).orElse("Unreleased")
            + section
                .date()
                .map(date -> " (" + date.atOffset(ZoneOffset.UTC).toLocalDate() + ")")
                .orElse(""));
    Notes notes = Notes.of(section.commits(), sections);
    if (!notes.breaks().isEmpty()) {
      line(1, "Breaking changes");
      notes.breaks().forEach(this::entry);
    }
    notes
        .groups()
        .forEach((heading, entries) -> {
          line(1, heading);
          entries.forEach(this::entry);
        });
    names("Tickets", notes.tickets());
    names("Contributors", notes.contributors());
    notes.besideInWords().ifPresent(words -> line(1, "Beside these: " + words));
  }

  private void entry(Entry entry) {
    List<String> where = new ArrayList<>();
    entry.pullRequest().ifPresent(number -> where.add("#" + number));
    where.add(entry.commit().brief());
    line(
        2,
        entry.scope().map(scope -> scope + ": ").orElse("")
            + entry.description()
            + " ("
            + String.join(", ", where)
            + ")");
    entry.breaking().ifPresent(what -> lines("", what));
    entry.migration().forEach(how -> lines("Migration: ", how));
    entry.deprecatedSince().ifPresent(since -> line(3, "Deprecated since " + since));
    entry.deprecatedUntil().ifPresent(until -> line(3, "Deprecated until " + until));
  }

  private void names(String label, List<String> names) {
    if (!names.isEmpty()) {
      line(1, label + ": " + String.join(", ", names));
    }
  }

  private void lines(String label, String written) {
    String before = label;
    for (String l : written.lines().toList()) {
      line(3, before + l.strip());
      before = "";
    }
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(Inert.line(words)).append('\n');
  }
}
