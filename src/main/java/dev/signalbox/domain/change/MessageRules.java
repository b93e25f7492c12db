package dev.signalbox.domain.change;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How a team writes its commit messages: what a ticket looks like and where it stands, and what a
/// good header is.
///
/// @param ticketForms what a ticket looks like, as a whole
/// @param ticketPlaces where a message may name one
/// @param ticketFooters the tokens of footers that name tickets, in lower case
/// @param types the types that a header may have; only the lint asks
/// @param scopeIsTicket whether every header must have a ticket as its scope; only the lint asks
/// @param longestHeader how many characters a header may have; only the lint asks
public record MessageRules(
    List<Pattern> ticketForms,
    Set<TicketPlace> ticketPlaces,
    Set<String> ticketFooters,
    List<String> types,
    boolean scopeIsTicket,
    int longestHeader) {

  /// Where a message may name a ticket: in a header's brackets, in a footer such as `Refs: SHOP-7`,
  /// in the name of a branch that was merged.
  public enum TicketPlace {
    SCOPE,
    FOOTER,
    BRANCH
  }

  /// Tickets such as `SHOP-7` and `#12`, wherever they may stand; the types of the angular convention.
  /// Names of standards look like tickets and are none.
  public static final MessageRules USUAL =
      new MessageRules(
          List.of(
              Pattern.compile("(?!(?:UTF|SHA|ISO|RFC|CVE|CWE)-)[A-Z][A-Z0-9_]+-[1-9][0-9]*"),
              Pattern.compile("#[1-9][0-9]*")),
          Set.of(TicketPlace.values()),
          Set.of(
              "refs", "ref", "references", "see", "closes", "close", "closed", "fixes", "fix",
              "fixed", "resolves", "resolve", "resolved", "ticket", "tickets", "issue", "issues",
              "jira", "bug"),
          List.of(
              "feat", "fix", "perf", "refactor", "revert", "docs", "style", "test", "build", "ci",
              "chore"),
          false,
          100);

  public MessageRules {
    ticketForms = List.copyOf(ticketForms);
    ticketPlaces = Set.copyOf(ticketPlaces);
    ticketFooters = Set.copyOf(ticketFooters);
    types = List.copyOf(types);
  }

  /// The same, where every header's scope is a ticket: `feat(SHOP-7): a basket`.
  public MessageRules withTicketScope() {
    return new MessageRules(ticketForms, ticketPlaces, ticketFooters, types, true, longestHeader);
  }

  boolean isTicket(String word) {
    for (Pattern form : ticketForms) {
      if (form.matcher(word).matches()) {
        return true;
      }
    }
    return false;
  }
}
