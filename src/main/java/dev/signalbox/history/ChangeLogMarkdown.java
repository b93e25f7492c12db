package dev.signalbox.history;

import dev.signalbox.history.ChangeLog.Section;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A change log as Markdown, in the manner of Keep a Changelog: a heading a release, with its date
/// and a link to everything that changed.
public final class ChangeLogMarkdown {

  public static final String TITLE = "# Changelog\n";

  private final Sections sections;
  private final Links links;

  public ChangeLogMarkdown(Sections sections, Links links) {
    this.sections = sections;
    this.links = links;
  }

  /// With its title.
  public String whole(ChangeLog log) {
    return TITLE + all(log.sections());
  }

  /// Each section with a blank line before it. They are written side by side: a log has thousands.
  public String all(List<Section> of) {
    var text = new StringBuilder();
    of.parallelStream()
        .map(this::section)
        .toList()
        .forEach(section -> text.append('\n').append(section));
    return text.toString();
  }

  /// One release, from its heading to its end.
  public String section(Section section) {
    String notes = Notes.of(section.commits(), sections).markdown(links);
    return heading(section) + "\n" + (notes.isEmpty() ? "" : "\n" + notes);
  }

  private String heading(Section section) {
    String name =
        Markdown.line(section.release().map(r -> r.version().toString()).orElse("Unreleased"));
    String upTo = section.release().map(Tagged::tag).orElse("HEAD");
    Optional<String> compare =
        section.previous().flatMap(previous -> links.compare(previous.tag(), upTo));
    return "## "
        + compare.map(address -> "[" + name + "](" + address + ")").orElse(name)
        + section
            .date()
            .map(date -> " - " + date.atOffset(ZoneOffset.UTC).toLocalDate())
            .orElse("");
  }
}
