package dev.signalbox.history;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.signalbox.base.Decision;
import dev.signalbox.history.ChangeLog.Section;
import dev.signalbox.history.Notes.Entry;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change log in a team's own form: a Mustache template over releases, headings and changes. Two
/// braces escape a text for Markdown, three leave it as it is.
public final class ChangeLogTemplate {

  private final Template template;

  private ChangeLogTemplate(Template template) {
    this.template = template;
  }

  /// @return the template, or what is wrong with it
  public static Decision<ChangeLogTemplate> of(String text) {
    try {
      return Decision.accept(
          new ChangeLogTemplate(
              Mustache.compiler()
                  .withEscaper(Markdown::line)
                  .defaultValue("")
                  .emptyStringIsFalse(true)
                  .compile(text)));
    } catch (MustacheException wrong) {
      return Decision.refuse(
          "template", "The template can not be read: %s".formatted(wrong.getMessage()), "who wrote it");
    }
  }

  public String render(ChangeLog log, Sections sections, Links links) {
    return template.execute(
        Map.of(
            "releases",
            log.sections().stream().map(section -> release(section, sections, links)).toList()));
  }

  private static Map<String, Object> release(Section section, Sections sections, Links links) {
    Notes notes = Notes.of(section.commits(), sections);
    var values = new HashMap<String, Object>();
    values.put("released", section.isReleased());
    section.release().ifPresent(release -> {
      values.put("version", release.version().toString());
      values.put("tag", release.tag());
      values.put("sha", release.commit().text());
    });
    put(values, "date", section.date().map(d -> d.atOffset(ZoneOffset.UTC).toLocalDate().toString()));
    put(values, "previous", section.previous().map(previous -> previous.version().toString()));
    put(
        values,
        "compare",
        section
            .previous()
            .flatMap(from ->
                links.compare(from.tag(), section.release().map(Tagged::tag).orElse("HEAD"))));
    values.put("breaking", notes.breaks().stream().map(entry -> entry(entry, links)).toList());
    values.put(
        "groups",
        notes.groups().entrySet().stream()
            .map(group -> Map.of("heading", group.getKey(), "changes", entries(group, links)))
            .toList());
    values.put("migrations", notes.migrations().stream().map(e -> entry(e, links)).toList());
    values.put("tickets", notes.tickets());
    values.put("contributors", notes.contributors());
    values.put("pullRequests", notes.pullRequests());
    put(values, "beside", notes.besideInWords());
    return values;
  }

  private static List<Map<String, Object>> entries(
      Map.Entry<String, List<Entry>> group, Links links) {
    return group.getValue().stream().map(entry -> entry(entry, links)).toList();
  }

  private static Map<String, Object> entry(Entry entry, Links links) {
    var values = new HashMap<String, Object>();
    values.put("sha", entry.commit().text());
    values.put("brief", entry.commit().brief());
    put(values, "commitPage", links.pageOf(entry.commit()));
    values.put("type", entry.type());
    put(values, "scope", entry.scope());
    values.put("description", entry.description());
    put(values, "breaking", entry.breaking());
    values.put("migration", entry.migration());
    put(values, "deprecatedSince", entry.deprecatedSince());
    put(values, "deprecatedUntil", entry.deprecatedUntil());
    put(values, "pullRequest", entry.pullRequest().map(links::nameOf));
    put(values, "pullRequestPage", entry.pullRequest().flatMap(links::pageOf));
    values.put("tickets", entry.tickets());
    return values;
  }

  private static void put(Map<String, Object> values, String name, Optional<String> value) {
    values.put(name, value.orElse(""));
  }
}
