package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.MessageRules.TicketPlace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tickets that a message names, each once, in the order of their naming.
final class Tickets {

  private final MessageRules rules;
  private final Set<String> found = new LinkedHashSet<>();

  Tickets(MessageRules rules) {
    this.rules = rules;
  }

  void scope(String scope) {
    if (rules.ticketPlaces().contains(TicketPlace.SCOPE)) {
      words(scope);
    }
  }

  void footer(Footer footer) {
    if (rules.ticketPlaces().contains(TicketPlace.FOOTER)
        && rules.ticketFooters().contains(footer.token().toLowerCase(Locale.ROOT))) {
      words(footer.value());
    }
  }

  /// In the name of a branch a ticket has words around it: `mia/SHOP-7-a-basket`.
  void branch(String name) {
    if (!rules.ticketPlaces().contains(TicketPlace.BRANCH)) {
      return;
    }
    for (Pattern form : rules.ticketForms()) {
      Matcher ticket = form.matcher(name);
      while (ticket.find()) {
        if (standsAlone(name, ticket.start(), ticket.end())) {
          found.add(ticket.group());
        }
      }
    }
  }

  List<String> found() {
    return List.copyOf(found);
  }

  /// Whether the text names nothing but tickets.
  static boolean only(String text, MessageRules rules) {
    Tickets tickets = new Tickets(rules);
    return tickets.words(text);
  }

  private boolean words(String text) {
    boolean all = true;
    for (var words = new StringTokenizer(text, " \t\n,;"); words.hasMoreTokens(); ) {
      String word = words.nextToken();
      String name = word.substring(word.lastIndexOf('/') + 1);
      String ticket = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
      if (rules.isTicket(ticket)) {
        found.add(ticket);
      } else {
        all = false;
      }
    }
    return all;
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }
}
