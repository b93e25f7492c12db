package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Doubt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with a commit's message by the team's rules, and what it probably meant. What git
/// itself has written, merges and reverts, is as good as git writes it.
public final class CommitLint {

  private final Lines lines;
  private final int subject;
  private final Message message;
  private final MessageRules rules;
  private final List<Finding> findings = new ArrayList<>();

  private CommitLint(String text, MessageRules rules) {
    this.lines = Lines.of(text);
    this.subject = lines.filled(0);
    this.message = Message.read(text, rules);
    this.rules = rules;
  }

  /// @param severity whether it is wrong, or only looks like a slip of the pen
  /// @param line the line of the message, from 1
  /// @param column the column of that line, from 1
  /// @param code stable and machine-readable, such as `unknown-type`
  /// @param sentence what is wrong
  /// @param suggestion the header as it probably should have been
  public record Finding(
      Severity severity,
      int line,
      int column,
      String code,
      String sentence,
      Optional<String> suggestion) {

    public boolean isError() {
      return severity == Severity.ERROR;
    }
  }

  public enum Severity {
    ERROR,
    WARNING
  }

  public static List<Finding> check(Commit commit, MessageRules rules) {
    return check(commit.message(), commit.isMerge(), rules);
  }

  /// @param merge whether it is the message of a merge, which may be what git wrote by itself
  public static List<Finding> check(String message, boolean merge, MessageRules rules) {
    return new CommitLint(message, rules).findings(merge);
  }

  private List<Finding> findings(boolean merge) {
    boolean byGit = merge || message.unread().filter(why -> why.code().equals("merge")).isPresent();
    if (subject == lines.end()) {
      message.unread().ifPresent(this::wrong);
    } else if (message.unread().isEmpty() || !byGit) {
      subject(lines.at(subject).strip());
    }
    for (Doubt doubt : message.doubts()) {
      if (findings.stream().noneMatch(found -> found.code().equals(doubt.code()))) {
        add(Severity.WARNING, doubt, Optional.empty());
      }
    }
    return List.copyOf(findings);
  }

  private void subject(String line) {
    boolean quotes = QuotedSubject.of(Numbered.of(line).text()).isPresent();
    Optional<Header> header = Header.of(line);
    if (header.isPresent()) {
      header(line, header.get());
      return;
    }
    boolean titled = Merged.in(lines, subject).isPresent() && message.unread().isEmpty();
    if (!quotes && !titled) {
      wrong(Unread.of(line, subject + 1));
    }
  }

  private void header(String line, Header header) {
    if (!rules.types().contains(header.type())) {
      wrong("unknown-type", 1, unknown(header));
    } else if (!header.written().equals(header.type())) {
      wrong("type-in-capitals", 1, "The type is written '%s'.".formatted(header.type()));
    }
    scope(line, header);
    int said = line.indexOf(": ") + 2;
    if (line.startsWith(" ", said)) {
      wrong("space-in-header", said + 1, "One space behind the colon is enough.");
    }
    if (line.endsWith(".") && !line.endsWith("..")) {
      wrong("period-at-end", line.length(), "A header ends without a period.");
    }
    String own = Numbered.of(line).text();
    int length = own.codePointCount(0, own.length());
    if (length > rules.longestHeader()) {
      wrong(
          "header-too-long",
          rules.longestHeader() + 1,
          "The header has %s characters; %s are allowed.".formatted(length, rules.longestHeader()));
    }
    if (subject + 1 < lines.end() && !lines.blank(subject + 1)) {
      add(
          Severity.WARNING,
          new Doubt(
              "no-blank-line", subject + 2, 1, "A blank line belongs between header and body."),
          Optional.empty());
    }
  }

  private String unknown(Header header) {
    return "There is no type '%s'. The types are %s."
        .formatted(header.written(), String.join(", ", rules.types()));
  }

  private void scope(String line, Header header) {
    int column = header.written().length() + 1;
    boolean ticket = header.scope().filter(scope -> Tickets.only(scope, rules)).isPresent();
    if (header.emptyScope()) {
      wrong("empty-scope", column, "The brackets of the scope are empty.");
    } else if (rules.scopeIsTicket() && !ticket) {
      wrong(
          "scope-is-no-ticket",
          column,
          header
              .scope()
              .map(scope -> "'%s' is no ticket, and the scope must be one.".formatted(scope))
              .orElse("The ticket is missing: it belongs into brackets behind the type."));
    }
    if (header.scope().isPresent()
        && !line.startsWith("(" + header.scope().get() + ")", column - 1)) {
      wrong("space-in-header", column, "There is space around the scope.");
    }
  }

  private void wrong(String code, int column, String sentence) {
    wrong(new Doubt(code, subject + 1, column, sentence));
  }

  private void wrong(Doubt why) {
    Optional<String> better =
        subject == lines.end()
            ? Optional.empty()
            : Repair.of(lines.at(subject).strip(), message.tickets(), rules);
    add(Severity.ERROR, why, better);
  }

  private void add(Severity severity, Doubt doubt, Optional<String> suggestion) {
    findings.add(
        new Finding(
            severity, doubt.line(), doubt.column(), doubt.code(), doubt.sentence(), suggestion));
  }
}
