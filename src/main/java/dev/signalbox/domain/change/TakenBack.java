package dev.signalbox.domain.change;

import dev.signalbox.domain.change.Message.Footer;
import dev.signalbox.domain.change.Message.Revert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/// What a message says it takes back: by its subject, and by what git and forges write below it,
/// `This reverts commit 1a2b3c4d.` or `Reverts shop/cart#12`.
final class TakenBack {

  private static final int SHORTEST_ID = 7;
  private static final int LONGEST_ID = 64;

  private final List<String> commits = new ArrayList<>();
  private Optional<Integer> pullRequest = Optional.empty();

  private TakenBack() {}

  /// @param quoted what the subject quotes
  /// @param subject the subject, without the number of a pull request at its end
  /// @param text what follows the subject, up to the next change
  static Optional<Revert> in(
      Optional<QuotedSubject> quoted, String subject, Lines text, List<Footer> footers) {
    TakenBack back = new TakenBack();
    if (quoted.isEmpty() && subject.startsWith("Revert ")) {
      back.named(subject, "Revert ".length());
    }
    for (int line = text.begin(); line < text.end(); line++) {
      char initial = text.initial(line);
      if (initial == 'T' && text.startsWith(line, "This reverts ")) {
        back.named(joined(text, line), "This reverts ".length());
      } else if (initial == 'R' && text.startsWith(line, "Reverts ")) {
        back.named(joined(text, line), "Reverts ".length());
      }
    }
    if (quoted.isPresent() && back.commits.isEmpty()) {
      footers.stream()
          .filter(footer -> footer.token().equalsIgnoreCase("refs"))
          .forEach(footer -> back.named(footer.value(), 0));
    }
    return quoted.isEmpty() && back.commits.isEmpty() && back.pullRequest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Revert(
                List.copyOf(back.commits), quoted.map(QuotedSubject::direct), back.pullRequest));
  }

  private static String joined(Lines text, int line) {
    return line + 1 < text.end() && !text.blank(line + 1)
        ? text.at(line) + " " + text.at(line + 1)
        : text.at(line);
  }

  /// Reads on as long as the words name something: `commits 1a2b3c4d, 5e6f7a8b and 9c0d1e2f`. Behind
  /// `reversing` git names what a merge was made to, which is not taken back.
  private void named(String text, int from) {
    for (var words = new StringTokenizer(text.substring(from), " \t\n,;"); words.hasMoreTokens(); ) {
      String word = words.nextToken();
      String name = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
      int number = Math.max(name.lastIndexOf('#'), name.lastIndexOf('!'));
      if (isId(name)) {
        commits.add(name.toLowerCase(Locale.ROOT));
      } else if (number >= 0 && Numbered.leading(name, number + 1).isPresent()) {
        pullRequest = Numbered.leading(name, number + 1);
      } else if (name.contains("/pull/")) {
        pullRequest = Numbered.leading(name, name.indexOf("/pull/") + "/pull/".length());
      } else if (!isFiller(name)) {
        return;
      }
    }
  }

  private static boolean isFiller(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "commit", "commits", "and", "pr", "pull", "merge", "request", "changeset" -> true;
      default -> false;
    };
  }

  static boolean isId(String word) {
    boolean digit = false;
    for (int at = 0; at < word.length(); at++) {
      char letter = word.charAt(at);
      if (letter >= 128 || Character.digit(letter, 16) < 0) {
        return false;
      }
      digit |= letter <= '9';
    }
    return digit && word.length() >= SHORTEST_ID && word.length() <= LONGEST_ID;
  }
}
