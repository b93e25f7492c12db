package dev.signalbox.domain.codebase;

import dev.signalbox.domain.codebase.Markup.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a Maven project keeps its version: in itself, in a property, or in its parent. The
/// versions of dependencies and plug-ins are none of ours, even if they read the same.
final class MavenVersion {

  private final String text;
  private final List<Words> words;

  private MavenVersion(String text) throws NoSuchPlace {
    this.text = text;
    this.words = Markup.in(text);
  }

  /// @param ours the projects whose files are written, as `group:artifact`
  static List<Spot> in(String text, Set<String> ours) throws NoSuchPlace {
    return new MavenVersion(text).spots(ours);
  }

  /// The project's own coordinates, as `group:artifact`.
  static String coordinates(String text) throws NoSuchPlace {
    var pom = new MavenVersion(text);
    Optional<String> group = pom.value("project/groupId");
    return group.or(() -> pom.value("project/parent/groupId")).orElse("")
        + ":"
        + pom.value("project/artifactId").orElse("");
  }

  private List<Spot> spots(Set<String> ours) throws NoSuchPlace {
    var spots = new ArrayList<Spot>();
    Optional<Spot> own = one("project/version");
    Optional<Spot> parent = one("project/parent/version");
    if (parent.isPresent() && isOurs(ours)) {
      literal(parent.get()).ifPresent(spots::add);
    }
    if (own.isPresent()) {
      spots.add(written(own.get()));
    } else if (parent.isEmpty() || !isOurs(ours)) {
      throw new NoSuchPlace(
          parent.isPresent()
              ? "has the version of its parent, which is not among the files to write. Name the parent's pom.xml, too, or take this one off the list."
              : "has no <version> in <project>. Add one, or name the place by a template.");
    }
    return spots.stream().sorted(java.util.Comparator.comparingInt(Spot::start)).toList();
  }

  private boolean isOurs(Set<String> ours) {
    return ours.contains(
        value("project/parent/groupId").orElse("")
            + ":"
            + value("project/parent/artifactId").orElse(""));
  }

  /// Where the version is written that stands at a spot: there, or in the property it names.
  private Spot written(Spot own) throws NoSuchPlace {
    if (literal(own).isPresent()) {
      return own;
    }
    String said = own.in(text);
    String property = said.substring(2, said.length() - 1);
    if (!said.startsWith("${") || !said.endsWith("}") || property.contains("$")) {
      throw new NoSuchPlace(
          "has the version '%s', put together from several properties. Name the one to write by a template such as <revision>{version}</revision>."
              .formatted(said));
    }
    return one("project/properties/" + property)
        .orElseThrow(() ->
            new NoSuchPlace(
                "has the version '%s', and no such property. Name the file that has it."
                    .formatted(said)));
  }

  private Optional<Spot> literal(Spot spot) {
    return spot.in(text).contains("${") ? Optional.empty() : Optional.of(spot);
  }

  private Optional<String> value(String path) {
    return words.stream()
        .filter(each -> each.path().equals(path))
        .map(each -> each.spot().in(text))
        .findFirst();
  }

  private Optional<Spot> one(String path) throws NoSuchPlace {
    List<Spot> all =
        words.stream().filter(each -> each.path().equals(path)).map(Words::spot).toList();
    if (all.size() > 1) {
      throw new NoSuchPlace(
          "says %s more than once (lines %d and %d). Leave one."
              .formatted(path, all.get(0).line(text), all.get(1).line(text)));
    }
    return all.stream().findFirst();
  }
}
