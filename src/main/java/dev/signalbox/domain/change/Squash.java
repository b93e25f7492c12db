package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where further changes begin in a message that was squashed from several: as items of a list,
/// `* feat: …`, or as paragraphs of their own. Only types of the team's rules are looked for, so that
/// prose is not taken for a change; and notes that are only quoted, under a heading or with links in
/// them, are none.
final class Squash {

  private final Lines lines;
  private final MessageRules rules;
  private final List<Change> changes = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private boolean underHeading;

  private Squash(Lines lines, MessageRules rules) {
    this.lines = lines;
    this.rules = rules;
  }

  /// @param changes in the order of the message
  record Found(List<Change> changes, List<Doubt> doubts) {}

  /// @param lines what follows the first subject
  static Found in(Lines lines, MessageRules rules) {
    Squash squash = new Squash(lines, rules);
    boolean begins = true;
    for (int line = lines.begin(); line < lines.end(); line++) {
      begins = squash.take(line, begins);
    }
    return new Found(squash.changes, squash.doubts);
  }

  /// @param begins whether a paragraph may begin here
  /// @return whether one may begin at the next line
  private boolean take(int line, boolean begins) {
    if (Footing.separates(lines, line) || isMark(line)) {
      return true;
    }
    if (lines.quoted(line)) {
      return false;
    }
    char initial = lines.initial(line);
    if (initial == '#') {
      underHeading = true;
    } else if ((initial == '*' || initial == '-') && lines.at(line).startsWith(" ", 1)) {
      return item(line);
    } else if (begins && initial >= 'a' && initial <= 'z') {
      Optional<Change> change = known(line, false, lines.at(line)).filter(c -> !isFooter(c));
      change.ifPresent(changes::add);
      return change.isPresent();
    }
    return false;
  }

  private boolean item(int line) {
    String subject = lines.at(line).substring(2).strip();
    Optional<Change> change = known(line, true, subject);
    if (change.isEmpty()) {
      return false;
    }
    if (underHeading || subject.contains("](")) {
      if (doubts.isEmpty()) {
        doubts.add(
            new Doubt(
                "quoted-change",
                line + 1,
                1,
                "A list of quoted notes begins here; it changes nothing by itself."));
      }
      return false;
    }
    changes.add(change.get());
    return true;
  }

  private Optional<Change> known(int line, boolean listed, String subject) {
    String type = subject.substring(0, Header.endOfType(subject, 0)).toLowerCase(Locale.ROOT);
    return rules.types().contains(type)
        ? Optional.of(Change.of(line, listed, subject)).filter(c -> c.header().isPresent())
        : Optional.empty();
  }

  /// `fix: SHOP-7` is a footer; `fix: the sum` is a change.
  private boolean isFooter(Change change) {
    Header header = change.header().orElseThrow();
    return rules.ticketFooters().contains(header.type())
        && Tickets.only(header.description(), rules);
  }

  private boolean isMark(int line) {
    return lines.startsWith(line, "BEGIN_NESTED_COMMIT")
        || lines.startsWith(line, "END_NESTED_COMMIT");
  }
}
