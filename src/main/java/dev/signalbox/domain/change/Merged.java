package dev.signalbox.domain.change;

import java.util.Optional;

/// What a forge or git itself has written into the message of a merge.
///
/// @param number the pull request's number
/// @param branch the branch that was merged
/// @param title what the forge says the pull request is called; empty if the message has none
/// @param titleLine the line it stands on, from 0
record Merged(
    Optional<Integer> number, Optional<String> branch, Optional<String> title, int titleLine) {

  private static final String GITHUB = "Merge pull request #";
  private static final String BITBUCKET = "Merged in ";
  private static final String AZURE = "Merged PR ";
  private static final String GITLAB = "See merge request ";

  /// @param subject the line of the subject
  static Optional<Merged> in(Lines lines, int subject) {
    if (!lines.startsWith(subject, "Merge")) {
      return Optional.empty();
    }
    String line = lines.at(subject);
    if (line.startsWith(AZURE)) {
      int colon = line.indexOf(": ");
      return Numbered.leading(line, AZURE.length())
          .filter(number -> colon > 0)
          .map(number ->
              new Merged(
                  Optional.of(number),
                  Optional.empty(),
                  Optional.of(line.substring(colon + 2).strip()),
                  subject));
    }
    if (line.startsWith(GITHUB)) {
      return Optional.of(
          titled(lines, subject, Numbered.leading(line, GITHUB.length()), after(line, " from ")));
    }
    if (line.startsWith(BITBUCKET)) {
      Numbered branch = Numbered.of(line.substring(BITBUCKET.length()));
      return Optional.of(
          titled(lines, subject, branch.number(), Optional.of(branch.text())));
    }
    boolean byGit =
        line.startsWith("Merge branch")
            || line.startsWith("Merge remote-tracking branch")
            || line.startsWith("Merge tag ")
            || line.startsWith("Merge commit ")
            || (line.startsWith("Merge ") && line.contains(" into "));
    return byGit
        ? Optional.of(titled(lines, subject, Optional.empty(), betweenQuotes(line)))
        : Optional.empty();
  }

  private static Merged titled(
      Lines lines, int subject, Optional<Integer> number, Optional<String> branch) {
    int title = lines.filled(subject + 1);
    boolean told = title < lines.end() && !lines.startsWith(title, GITLAB);
    return new Merged(
        number, branch, told ? Optional.of(lines.at(title)) : Optional.empty(), title);
  }

  /// Of `… from shop/branch to main` the branch.
  private static Optional<String> after(String line, String word) {
    int from = line.indexOf(word);
    int to = line.indexOf(" to ", Math.max(from, 0));
    return from < 0
        ? Optional.empty()
        : Optional.of(line.substring(from + word.length(), to < 0 ? line.length() : to));
  }

  private static Optional<String> betweenQuotes(String line) {
    int open = line.indexOf('\'');
    int close = line.indexOf('\'', open + 1);
    return open < 0 || close < 0 ? Optional.empty() : Optional.of(line.substring(open + 1, close));
  }

  /// The number that a forge has put into a line of the text: `See merge request shop/cart!12`,
  /// `PR Close #12`.
  static Optional<Integer> numberIn(Lines lines) {
    for (int line = lines.begin(); line < lines.end(); line++) {
      if (lines.startsWith(line, GITLAB)) {
        String text = lines.at(line);
        return Numbered.leading(text, text.lastIndexOf('!') + 1);
      }
      if (lines.startsWith(line, "PR Close #")) {
        return Numbered.leading(lines.at(line), "PR Close #".length());
      }
    }
    return Optional.empty();
  }
}
