package dev.signalbox.history;

import dev.signalbox.history.Notes.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Notes as Markdown, in the manner of Keep a Changelog. All text of the commits is escaped.
final class NotesMarkdown {

  private final Links links;
  private final StringBuilder text = new StringBuilder();

  private NotesMarkdown(Links links) {
    this.links = links;
  }

  static String of(Notes notes, Links links) {
    return new NotesMarkdown(links).write(notes);
  }

  private String write(Notes notes) {
    if (!notes.breaks().isEmpty()) {
      heading("Breaking changes");
      notes.breaks().forEach(this::entry);
    }
    notes
        .groups()
        .forEach((heading, entries) -> {
          heading(Markdown.line(heading));
          entries.forEach(this::entry);
        });
    closing(notes);
    return text.toString();
  }

  private void heading(String heading) {
    blankLine();
    text.append("### ").append(heading).append("\n\n");
  }

  private void entry(Entry entry) {
    text.append("- ");
    entry.scope().ifPresent(scope ->
        text.append("**").append(Markdown.line(scope)).append(":** "));
    text.append(Markdown.line(entry.description()));
    List<String> where = new ArrayList<>();
    entry.pullRequest().ifPresent(number -> where.add(pullRequest(number)));
    where.add(link(entry.commit().brief(), links.pageOf(entry.commit())));
    entry.tickets().stream()
        .filter(ticket -> !isShown(ticket, entry))
        .forEach(ticket -> where.add(Markdown.line(ticket)));
    text.append(" (").append(String.join(", ", where)).append(')');
    if (!entry.breaks()) {
      window(entry);
    }
    text.append('\n');
    if (entry.isLong()) {
      details(entry);
    }
  }

  private void details(Entry entry) {
    entry.breaking().ifPresent(what -> paragraphs("", what));
    entry.migration().forEach(how -> paragraphs("**Migration:** ", how));
    if (entry.breaks() && (entry.deprecatedSince().isPresent() || entry.deprecatedUntil().isPresent())) {
      text.append("\n  It was");
      window(entry);
      text.append(".\n");
    }
  }

  private void window(Entry entry) {
    if (entry.deprecatedSince().isPresent() || entry.deprecatedUntil().isPresent()) {
      text.append(entry.breaks() ? " deprecated" : ", deprecated");
      entry.deprecatedSince().ifPresent(since ->
          text.append(" since ").append(Markdown.line(since)));
      entry.deprecatedUntil().ifPresent(until ->
          text.append(" until ").append(Markdown.line(until)));
    }
  }

  private void paragraphs(String label, String written) {
    String before = label;
    for (String paragraph : Markdown.paragraphs(written)) {
      text.append("\n  ").append(before).append(paragraph).append('\n');
      before = "";
    }
  }

  private void closing(Notes notes) {
    if (!notes.tickets().isEmpty()) {
      closing("Tickets", escaped(notes.tickets()));
    }
    if (!told(notes).containsAll(notes.pullRequests())) {
      closing(
          "Pull requests",
          notes.pullRequests().stream().map(this::pullRequest).collect(Collectors.joining(", ")));
    }
    if (!notes.contributors().isEmpty()) {
      closing("Contributors", escaped(notes.contributors()));
    }
    notes.besideInWords().ifPresent(words -> closing("Beside these", Markdown.line(words)));
  }

  private void closing(String label, String value) {
    blankLine();
    text.append(label).append(": ").append(value).append(".\n");
  }

  private static boolean isShown(String ticket, Entry entry) {
    return entry.scope().filter(ticket::equals).isPresent()
        || entry.pullRequest().filter(number -> ticket.equals("#" + number)).isPresent();
  }

  private static Set<Integer> told(Notes notes) {
    return Stream.concat(
            notes.breaks().stream(), notes.groups().values().stream().flatMap(List::stream))
        .flatMap(entry -> entry.pullRequest().stream())
        .collect(Collectors.toSet());
  }

  private String pullRequest(int number) {
    return link(links.nameOf(number), links.pageOf(number));
  }

  private static String link(String text, Optional<String> page) {
    return page.map(address -> "[%s](%s)".formatted(text, address)).orElse(text);
  }

  private static String escaped(List<String> words) {
    return words.stream().map(Markdown::line).collect(Collectors.joining(", "));
  }

  private void blankLine() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }
}
