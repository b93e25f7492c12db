package dev.signalbox.history;

import dev.signalbox.domain.change.Commit;
import dev.signalbox.domain.change.Message;
import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.Message.Statement;
import dev.signalbox.domain.change.ReadCommit;
import dev.signalbox.history.Notes.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sorts what commits say into notes.
final class NotesCollector {

  private final Sections sections;
  private final List<Entry> breaks = new ArrayList<>();
  private final Map<String, List<Entry>> groups = new LinkedHashMap<>();
  private final Set<Integer> pullRequests = new TreeSet<>();
  private final Set<String> tickets = new LinkedHashSet<>();
  private final Contributors contributors = new Contributors();
  private final TreeMap<String, Integer> beside = new TreeMap<>();
  private final List<ReadCommit> leftOut = new ArrayList<>();

  NotesCollector(Sections sections) {
    this.sections = sections;
  }

  Notes of(List<ReadCommit> commits) {
    commits.forEach(this::take);
    var inOrder = new LinkedHashMap<String, List<Entry>>();
    for (String heading : sections.inOrder()) {
      List<Entry> entries = groups.get(heading);
      if (entries != null) {
        inOrder.put(heading, List.copyOf(entries));
      }
    }
    groups.forEach((heading, entries) -> inOrder.putIfAbsent(heading, List.copyOf(entries)));
    return new Notes(
        breaks,
        inOrder,
        List.copyOf(pullRequests),
        List.copyOf(tickets),
        contributors.names(),
        beside,
        leftOut);
  }

  private void take(ReadCommit read) {
    Message message = read.message();
    message.pullRequest().ifPresent(pullRequests::add);
    if (!read.counts()) {
      leftOut.add(read);
      return;
    }
    contributors.add(read.commit(), message.footers());
    tickets.addAll(message.tickets());
    boolean first = true;
    for (Statement statement : statements(read)) {
      put(entry(read.commit(), message, statement, first));
      first = false;
    }
  }

  /// What it says; of a commit that follows no convention its subject.
  private static List<Statement> statements(ReadCommit read) {
    return read.message().statements().isEmpty()
        ? List.of(
            new Statement(
                "", Optional.empty(), read.commit().subject(), "", false, Optional.empty(), false))
        : read.message().statements();
  }

  private void put(Entry entry) {
    if (entry.breaks()) {
      breaks.add(entry);
      return;
    }
    Optional<String> heading =
        entry.deprecatedUntil().isPresent()
            ? Optional.of(Sections.DEPRECATED)
            : sections.heading(entry.type());
    heading.ifPresentOrElse(
        found -> groups.computeIfAbsent(found, _ -> new ArrayList<>()).add(entry),
        () -> beside.merge(entry.type(), 1, Integer::sum));
  }

  /// @param first whether the footers of the message belong to this statement
  private static Entry entry(Commit commit, Message message, Statement said, boolean first) {
    List<Footer> footers = first ? message.footers() : List.of();
    return new Entry(
        commit.id(),
        said.type(),
        said.scope(),
        said.description(),
        said.breaks(),
        said.breaking(),
        values(footers, "migration"),
        values(footers, "deprecated-since").stream().findFirst(),
        values(footers, "deprecated-until").stream().findFirst(),
        message.pullRequest(),
        message.tickets());
  }

  private static List<String> values(List<Footer> footers, String token) {
    List<String> values = new ArrayList<>();
    for (Footer footer : footers) {
      if (footer.token().toLowerCase(Locale.ROOT).equals(token)) {
        values.add(footer.value());
      }
    }
    return values;
  }
}
