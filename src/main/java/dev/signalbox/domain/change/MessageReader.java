package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.Message.Revert;
import dev.signalbox.domain.change.Message.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one message from its first line to its last: its subject, or the title that a forge has
/// put below a merge's subject; then each change it tells, with what belongs to it.
final class MessageReader {

  private final MessageRules rules;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Footer> footers = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private final Tickets tickets;

  MessageReader(MessageRules rules) {
    this.rules = rules;
    this.tickets = new Tickets(rules);
  }

  Message read(Lines whole) {
    Correction correction = Correction.of(whole);
    correction.doubt().ifPresent(doubts::add);
    Lines lines = correction.lines();
    int subject = lines.filled(lines.begin());
    if (subject == lines.end()) {
      return nothing(new Doubt("empty-message", 1, 1, "The message is empty."));
    }
    Optional<Merged> merged = Merged.in(lines, subject);
    int title = merged.filter(m -> m.title().isPresent()).map(Merged::titleLine).orElse(subject);
    String words = merged.flatMap(Merged::title).orElseGet(() -> lines.at(subject)).strip();
    Change first = Change.of(title, false, words);
    if (merged.isPresent() && first.header().isEmpty()) {
      title = subject;
    }
    Lines rest = lines.within(title + 1, lines.end());
    Squash.Found squash = Squash.in(rest, rules);
    doubts.addAll(squash.doubts());
    Optional<Revert> revert = changes(first, words, rest, squash.changes());
    merged.flatMap(Merged::branch).ifPresent(tickets::branch);
    return new Message(
        statements,
        footers,
        merged
            .flatMap(Merged::number)
            .or(() -> correction.number())
            .or(() -> Numbered.of(lines.at(subject)).number())
            .or(() -> Merged.numberIn(rest)),
        revert,
        tickets.found(),
        releaseAs(),
        statements.isEmpty() ? Optional.of(unread(lines, subject, merged)) : Optional.empty(),
        doubts);
  }

  private Optional<Revert> changes(Change first, String words, Lines rest, List<Change> more) {
    int end = more.isEmpty() ? rest.end() : more.getFirst().line();
    Lines own = rest.within(rest.begin(), end);
    Section section = section(first, own);
    Optional<Revert> revert =
        TakenBack.in(first.taken(), Numbered.of(words).text(), own, section.footers());
    if (first.header().isPresent()) {
      state(first, section, false);
      Breaking.inSubject(words, first.line() + 1).ifPresent(doubts::add);
    } else if (revert.isPresent() && first.taken().isEmpty()) {
      statements.add(
          new Statement(
              "revert",
              Optional.empty(),
              Numbered.of(words).text(),
              section.body(),
              section.breaking().isPresent(),
              section.breaking(),
              false));
    } else if (section.breaking().isPresent()) {
      doubts.add(
          new Doubt(
              "break-without-type",
              first.line() + 1,
              1,
              "A footer says that something breaks, but the subject has no type, so it counts for"
                  + " nothing."));
    }
    for (int i = 0; i < more.size(); i++) {
      int to = i + 1 < more.size() ? more.get(i + 1).line() : rest.end();
      squashed(first, more.get(i), rest.within(more.get(i).line() + 1, to));
    }
    return revert;
  }

  private void squashed(Change first, Change change, Lines text) {
    Section section = section(change, text);
    boolean titled = first.header().isPresent();
    if (takesBack(change, titled ? 1 : 0)) {
      return;
    }
    boolean repeats = change.repeats(first);
    boolean hidden = statements.isEmpty() || !statements.getFirst().breaks();
    if (repeats) {
      statements.set(0, withMore(statements.getFirst(), section));
    } else {
      state(change, section, titled && change.listed());
    }
    if (hidden && (section.breaking().isPresent() || change.header().orElseThrow().breaks())) {
      doubts.add(
          new Doubt(
              "break-in-squash",
              change.line() + 1,
              1,
              "Something breaks here, and the subject of the squash does not say so. It counts."));
    }
  }

  /// Whether the change takes back an item before it, so that neither is left.
  ///
  /// @param from where the items begin among the statements
  private boolean takesBack(Change change, int from) {
    Optional<Header> taken = change.taken().map(QuotedSubject::direct).flatMap(Header::of);
    for (int i = statements.size() - 1; i >= from && taken.isPresent(); i--) {
      if (taken.get().says(statements.get(i))) {
        statements.remove(i);
        doubts.add(
            new Doubt(
                "taken-back-in-squash",
                change.line() + 1,
                1,
                "This takes back '%s' of the same squash; neither counts."
                    .formatted(taken.get().description())));
        return true;
      }
    }
    return false;
  }

  /// A squash of a single commit says the same twice: as its subject and as its only item.
  private static Statement withMore(Statement statement, Section section) {
    return new Statement(
        statement.type(),
        statement.scope(),
        statement.description(),
        statement.body().isEmpty() ? section.body() : statement.body(),
        statement.breaks() || section.breaking().isPresent(),
        statement.breaking().or(section::breaking),
        statement.step());
  }

  private Section section(Change change, Lines text) {
    Section section = Section.of(text, change.listed(), rules);
    footers.addAll(section.footers());
    doubts.addAll(section.doubts());
    change.header().flatMap(Header::scope).ifPresent(tickets::scope);
    section.footers().forEach(tickets::footer);
    return section;
  }

  private void state(Change change, Section section, boolean step) {
    statements.add(change.stating(section).asStep(step));
    if (change.header().orElseThrow().emptyScope()) {
      doubts.add(
          new Doubt("empty-scope", change.line() + 1, 1, "The brackets of the scope are empty."));
    }
  }

  private Optional<String> releaseAs() {
    for (Footer footer : footers.reversed()) {
      if (footer.token().equalsIgnoreCase("release-as")) {
        return Optional.of(footer.value());
      }
    }
    return Optional.empty();
  }

  private static Doubt unread(Lines lines, int subject, Optional<Merged> merged) {
    return merged.isPresent()
        ? new Doubt(
            "merge", subject + 1, 1, "It is a merge, and its own message follows no convention.")
        : Unread.of(lines.at(subject).strip(), subject + 1);
  }

  private Message nothing(Doubt why) {
    return new Message(
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(why),
        doubts);
  }
}
