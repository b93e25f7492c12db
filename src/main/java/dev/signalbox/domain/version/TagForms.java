package dev.signalbox.domain.version;

import dev.signalbox.domain.version.Version.Semantic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a repository tags its releases, found from its tags alone: the forms of the repository as a
/// whole, and those of each component that is released by itself. A tag that names no version, such
/// as `nightly` or `v1`, tells nothing.
///
/// @param whole the forms of tags that name no component, that of the highest version first
/// @param components the forms of each component's tags, likewise, by the component's name
public record TagForms(List<TagForm> whole, Map<String, List<TagForm>> components) {

  private static final String WORD = "(?:[vV]|(?i:release|rel|version|ver)[-/_.]?[vV]?)?";
  private static final Pattern ALONE = Pattern.compile(WORD);
  private static final Pattern NAMED = Pattern.compile("(?<name>.+?)[-/@_]" + WORD);

  public static TagForms found(Collection<String> tags) {
    Map<String, Semantic> highest = new HashMap<>();
    for (String tag : tags) {
      int start = versionIn(tag);
      if (start >= 0) {
        Semver.semantic(tag.substring(start))
            .ifPresent(version ->
                highest.merge(
                    tag.substring(0, start), version, (a, b) -> a.compareTo(b) >= 0 ? a : b));
      }
    }
    Map<String, List<TagForm>> byName = new TreeMap<>();
    highest.entrySet().stream()
        .sorted(TagForms::highestFirst)
        .forEach(form ->
            nameIn(form.getKey())
                .ifPresent(name ->
                    byName
                        .computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(new TagForm(form.getKey(), ""))));
    List<TagForm> whole = Optional.ofNullable(byName.remove("")).orElse(List.of());
    return new TagForms(whole, byName);
  }

  private static int highestFirst(Entry<String, Semantic> one, Entry<String, Semantic> other) {
    int byVersion = other.getValue().compareTo(one.getValue());
    return byVersion != 0 ? byVersion : one.getKey().compareTo(other.getKey());
  }

  /// Where the version begins in `cart-v1.2.3`, `cart/v1.2.3`, `@scope/pkg@1.2.3`, `cart-1.2.3`,
  /// `v1.2.3`, `release-1.2.3`: at the first three numbers that belong to no longer row of them; -1
  /// if there are none.
  private static int versionIn(String tag) {
    for (int at = 0; at < tag.length(); at++) {
      boolean within = at > 0 && (isDigit(tag.charAt(at - 1)) || tag.charAt(at - 1) == '.');
      if (!within && isDigit(tag.charAt(at)) && endsWell(tag, behindThreeNumbers(tag, at))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean endsWell(String tag, int end) {
    return end == tag.length() || (end > 0 && (tag.charAt(end) == '-' || tag.charAt(end) == '+'));
  }

  private static int behindThreeNumbers(String tag, int from) {
    int at = from;
    for (int numbers = 1; numbers <= 3; numbers++) {
      int start = at;
      while (at < tag.length() && isDigit(tag.charAt(at))) {
        at++;
      }
      boolean dot = at < tag.length() && tag.charAt(at) == '.';
      if (at == start || (numbers < 3 && !dot)) {
        return -1;
      }
      at += numbers < 3 ? 1 : 0;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The name of the component in what stands before a version: none, `""`, for the repository as a
  /// whole; empty if it is of no form we know.
  private static Optional<String> nameIn(String before) {
    if (ALONE.matcher(before).matches()) {
      return Optional.of("");
    }
    Matcher named = NAMED.matcher(before);
    return named.matches() ? Optional.of(named.group("name")) : Optional.empty();
  }
}
