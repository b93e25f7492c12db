package dev.signalbox.history;

import dev.signalbox.domain.version.Bump;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Under which heading a change is told, by its type, in the order in which the headings come. The
/// names are those of Keep a Changelog where it has one. A type without a heading is only counted.
///
/// @param headings type to heading
/// @param everything whether types without a heading are told as well, by their own name, and
///   commits that follow no convention
public record Sections(Map<String, String> headings, boolean everything) {

  private static final String OTHER = "Other changes";

  static final String DEPRECATED = "Deprecated";

  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("security", "Security");
    KNOWN.put("feat", "Added");
    KNOWN.put("fix", "Fixed");
    KNOWN.put("perf", "Performance");
    KNOWN.put("deprecate", DEPRECATED);
    KNOWN.put("remove", "Removed");
    KNOWN.put("revert", "Reverted");
    KNOWN.put("deps", "Dependencies");
    KNOWN.put("refactor", "Refactored");
    KNOWN.put("docs", "Documentation");
    KNOWN.put("test", "Tests");
    KNOWN.put("build", "Build");
    KNOWN.put("ci", "Continuous integration");
    KNOWN.put("style", "Style");
    KNOWN.put("chore", "Chores");
  }

  /// What users notice.
  public static final Sections USUAL =
      of(Set.of("security", "feat", "fix", "perf", "deprecate", "remove", "revert"));

  /// Headings for these types; one that is not known gets its own name as a heading, at the end.
  public static Sections of(Set<String> types) {
    var headings = new LinkedHashMap<String, String>();
    KNOWN.forEach((type, heading) -> {
      if (types.contains(type)) {
        headings.put(type, heading);
      }
    });
    types.stream().sorted().forEach(type -> headings.putIfAbsent(type, capital(type)));
    return new Sections(headings, false);
  }

  /// The same, with headings for more types.
  public Sections and(Set<String> types) {
    var all = new HashSet<>(headings.keySet());
    all.addAll(types);
    return of(all);
  }

  /// Headings for what users notice, and for whatever else makes a release.
  ///
  /// @param bumps how much types of commits weigh
  public static Sections weighing(Map<String, Bump> bumps) {
    return USUAL.and(
        bumps.entrySet().stream()
            .filter(bump -> bump.getValue() != Bump.NONE)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  /// Every heading there is, for whoever wants to read of everything.
  public static Sections all() {
    return new Sections(of(KNOWN.keySet()).headings(), true);
  }

  /// @param type empty for a commit that follows no convention
  Optional<String> heading(String type) {
    return Optional.ofNullable(headings.get(type))
        .or(() ->
            everything ? Optional.of(type.isEmpty() ? OTHER : capital(type)) : Optional.empty());
  }

  /// All headings, each once, in their order.
  List<String> inOrder() {
    return headings.values().stream().distinct().toList();
  }

  private static String capital(String type) {
    return type.isEmpty() ? type : Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }
}
