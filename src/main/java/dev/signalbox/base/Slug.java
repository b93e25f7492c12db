package dev.signalbox.base;

import java.util.regex.Pattern;

/// A name that is safe in a URL, a path, an environment variable and a sentence: lower-case
/// letters, digits and single hyphens, beginning with a letter, at most 63 characters.
public record Slug(String text) implements Comparable<Slug>, Plain {

  private static final Pattern FORM = Pattern.compile("[a-z](-?[a-z0-9])*");

  /// @throws IllegalArgumentException if the text is not of that form
  public Slug {
    if (!isSlug(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a name. " + RULE);
    }
  }

  /// The rule, as a sentence for whoever broke it.
  public static final String RULE =
      "A name has lower-case letters, digits and single hyphens, begins with a letter"
          + " and is at most 63 characters long.";

  public static boolean isSlug(String text) {
    return text.length() <= 63 && FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(Slug other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
