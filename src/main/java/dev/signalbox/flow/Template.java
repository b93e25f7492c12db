package dev.signalbox.flow;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with holes such as `{version}`. No logic, one pass: what is filled in is never read
/// again.
public record Template(String text) {

  private static final Pattern HOLE = Pattern.compile("\\{([a-z][a-z-]*)}");

  /// The names of its holes.
  public Set<String> holes() {
    Set<String> names = new TreeSet<>();
    Matcher hole = HOLE.matcher(text);
    while (hole.find()) {
      names.add(hole.group(1));
    }
    return names;
  }

  /// @throws IllegalStateException if a hole has no value; the reader has checked that it has
  public String fill(Map<String, String> values) {
    return HOLE.matcher(text)
        .replaceAll(hole -> {
          String value = values.get(hole.group(1));
          if (value == null) {
            throw new IllegalStateException(
                "no value for {" + hole.group(1) + "} in '" + text + "'. Indicates a bug.");
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
