package dev.signalbox.domain.version;

import java.util.Optional;

/// How a release is tagged: a version, with a text before it and one behind it.
public record TagForm(String before, String after) {

  private static final String HOLE = "{version}";

  public static final TagForm USUAL = new TagForm("v", "");

  /// The version alone.
  public static final TagForm BARE = new TagForm("", "");

  /// @param form such as `v{version}` or `@scope/pkg@{version}`
  /// @throws IllegalArgumentException if `{version}` is not in it exactly once
  public static TagForm of(String form) {
    int hole = form.indexOf(HOLE);
    if (hole < 0 || hole != form.lastIndexOf(HOLE)) {
      throw new IllegalArgumentException("'" + form + "' does not have " + HOLE + " in it once.");
    }
    return new TagForm(form.substring(0, hole), form.substring(hole + HOLE.length()));
  }

  /// What stands in a tag where the version belongs; empty if the tag has not this form.
  public Optional<String> textIn(String tag) {
    return tag.length() > before.length() + after.length()
            && tag.startsWith(before)
            && tag.endsWith(after)
        ? Optional.of(tag.substring(before.length(), tag.length() - after.length()))
        : Optional.empty();
  }

  /// The version that a tag names; empty if it names none.
  public Optional<Version> versionIn(String tag, Scheme scheme) {
    return textIn(tag).flatMap(scheme::read);
  }

  public String tagOf(Version version) {
    return before + version + after;
  }

  /// Said out loud, as the next: what the JVM makes for a record it makes anew at each start.
  @Override
  public boolean equals(Object other) {
    return other instanceof TagForm that && before.equals(that.before) && after.equals(that.after);
  }

  @Override
  public int hashCode() {
    return 31 * before.hashCode() + after.hashCode();
  }

  @Override
  public String toString() {
    return before + HOLE + after;
  }
}
