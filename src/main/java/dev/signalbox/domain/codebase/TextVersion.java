package dev.signalbox.domain.codebase;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a version stands in a text that has no form we know: by a property, a template or a mark.
final class TextVersion {

  static final String MARK = "signalbox:version";
  private static final String HOLE = "{version}";

  /// No version is longer.
  private static final int LONGEST = 100;

  private TextVersion() {}

  /// The property `version` of a properties file.
  static List<Spot> ofProperties(String text) throws NoSuchPlace {
    var spots = new ArrayList<Spot>();
    boolean goesOn = false;
    for (Spot line : lines(text)) {
      Spot said = line.stripped(text);
      String words = said.in(text);
      boolean comment = !goesOn && (words.startsWith("#") || words.startsWith("!"));
      if (!goesOn && !comment && words.matches("version\\s*[=:\\s]\\s*\\S.*")) {
        if (words.endsWith("\\")) {
          throw new NoSuchPlace(
              "breaks its version over lines (line %d). Write it on one."
                  .formatted(line.line(text)));
        }
        int length = words.replaceFirst("version\\s*[=:]?\\s*", "").length();
        spots.add(new Spot(said.end() - length, said.end()));
      }
      goesOn = !comment && words.endsWith("\\") && !words.endsWith("\\\\");
    }
    return exactlyOne(text, spots, "the property version");
  }

  /// The one place that a template tells.
  ///
  /// @param known versions that are recognised whatever they look like
  static List<Spot> ofTemplate(String text, String template, Set<String> known) throws NoSuchPlace {
    int hole = template.indexOf(HOLE);
    String before = hole < 0 ? "" : template.substring(0, hole);
    String after = hole < 0 ? "" : template.substring(hole + HOLE.length());
    if (hole < 0 || after.contains(HOLE) || (before + after).isBlank()) {
      throw new NoSuchPlace(
          "cannot be searched for '%s'. A template has {version} in it, once, and something around it."
              .formatted(template));
    }
    var spots = new ArrayList<Spot>();
    for (int at = next(text, before, 0); at >= 0; at = next(text, before, at + 1)) {
      int start = at + before.length();
      if (start == 0 || !before.isEmpty() || !isPart(text.charAt(start - 1))) {
        int end = end(text, start, after, known);
        if (end > start) {
          spots.add(new Spot(start, end));
        }
      }
    }
    return exactlyOne(text, spots, "'%s'".formatted(template));
  }

  /// The version on each line that is marked.
  static List<Spot> ofMarks(String text, Set<String> known) throws NoSuchPlace {
    var spots = new ArrayList<Spot>();
    for (Spot line : lines(text)) {
      int mark = line.in(text).indexOf(MARK);
      if (mark >= 0) {
        List<Spot> here = versions(text, new Spot(line.start(), line.start() + mark), known);
        if (here.size() != 1) {
          throw new NoSuchPlace(
              "has %d versions before the mark %s in line %d; it needs one, such as 1.2.3."
                  .formatted(here.size(), MARK, line.line(text)));
        }
        spots.addAll(here);
      }
    }
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          "has no line with %s. Put that into a comment behind the version, or name the place by a template."
              .formatted(MARK));
    }
    return spots;
  }

  /// What looks like a version: digits with a dot among them, or one that is known.
  private static List<Spot> versions(String text, Spot within, Set<String> known) {
    String words = within.in(text);
    var found = new ArrayList<Spot>();
    int at = 0;
    while (at < words.length()) {
      boolean begins = at == 0 || !isPart(words.charAt(at - 1)) || words.charAt(at - 1) == 'v';
      int end = begins ? end(words, at, "", known) : 0;
      String word = words.substring(at, Math.max(at, end));
      if (word.contains(".") || known.contains(word)) {
        found.add(new Spot(within.start() + at, within.start() + end));
        at = end;
      } else {
        at++;
      }
    }
    return found;
  }

  private static int next(String text, String before, int from) {
    int at = from > text.length() ? -1 : text.indexOf(before, from);
    return at + before.length() >= text.length() ? -1 : at;
  }

  /// Where the version ends that begins here, with the rest of the template behind it; 0 if there
  /// is none. It begins with a digit and ends with a digit or letter.
  private static int end(String text, int start, String after, Set<String> known) {
    if (text.charAt(start) < '0' || text.charAt(start) > '9') {
      return known.stream()
          .filter(name -> text.startsWith(name + after, start))
          .mapToInt(name -> start + name.length())
          .filter(end -> !after.isEmpty() || !goesOn(text, end))
          .findFirst()
          .orElse(0);
    }
    int end = start;
    while (end < text.length() && end - start < LONGEST && isPart(text.charAt(end))) {
      end++;
    }
    while (end > start && !(isAlphanumeric(text.charAt(end - 1)) && text.startsWith(after, end))) {
      end--;
    }
    return end;
  }

  private static boolean goesOn(String text, int at) {
    return at < text.length() && isPart(text.charAt(at)) && text.charAt(at) != '.';
  }

  private static boolean isPart(char letter) {
    return isAlphanumeric(letter) || letter == '.' || letter == '-' || letter == '+';
  }

  private static boolean isAlphanumeric(char letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z');
  }

  private static List<Spot> lines(String text) {
    var lines = new ArrayList<Spot>();
    int from = SourceText.begin(text);
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      lines.add(new Spot(from, end < 0 ? text.length() : end));
      from = end < 0 ? text.length() : end + 1;
    }
    return lines;
  }

  private static List<Spot> exactlyOne(String text, List<Spot> spots, String sought)
      throws NoSuchPlace {
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          "does not have %s. Add it, or change what is looked for.".formatted(sought));
    }
    if (spots.size() > 1) {
      throw new NoSuchPlace(
          "has %s %d times (lines %s). Say more of what stands around the one that is meant."
              .formatted(
                  sought,
                  spots.size(),
                  spots.stream()
                      .limit(5)
                      .map(spot -> String.valueOf(spot.line(text)))
                      .collect(Collectors.joining(", "))));
    }
    return spots;
  }
}
