package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the components of a repository lie at a commit, told by their names alone: by the list of
/// packages that a release tool keeps there, by the workspaces of a package manager, or by the
/// folders in which teams keep such things.
final class Folders {

  private static final List<String> CUSTOMARY =
      List.of(
          "",
          "packages/",
          "libs/",
          "modules/",
          "crates/",
          "charts/",
          "services/",
          "apps/",
          "plugins/",
          "components/",
          "projects/",
          "tools/",
          "src/",
          "cmd/");

  private static final Pattern PACKAGE = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"[0-9][^\"]*\"");
  private static final Pattern WORKSPACES =
      Pattern.compile("\"(?:workspaces|packages)\"\\s*:\\s*\\[([^\\]]*)\\]");
  private static final Pattern WORKSPACE = Pattern.compile("\"([^\"*]+/)\\*\"");
  private static final Pattern NAME =
      Pattern.compile("\"name\"\\s*:\\s*\"(?:@[^\"/]+/)?([^\"]+)\"");

  private final LocalHistory history;
  private final CommitId commit;
  private final List<String> listed;
  private final List<String> parents;
  private final Map<String, Optional<String>> packages = new HashMap<>();

  Folders(LocalHistory history, CommitId commit) {
    this.history = history;
    this.commit = commit;
    this.listed =
        text(".release-please-manifest.json").stream()
            .flatMap(manifest -> PACKAGE.matcher(manifest).results())
            .map(entry -> entry.group(1))
            .filter(folder -> !folder.equals("."))
            .toList();
    Set<String> found = new LinkedHashSet<>();
    Stream.of("package.json", "lerna.json")
        .flatMap(file -> text(file).stream())
        .flatMap(json -> WORKSPACES.matcher(json).results())
        .flatMap(list -> WORKSPACE.matcher(list.group(1)).results())
        .map((MatchResult workspace) -> workspace.group(1))
        .forEach(found::add);
    found.addAll(CUSTOMARY);
    this.parents = List.copyOf(found);
  }

  /// The folder of a component; empty if none of that name is found.
  Optional<String> of(String component) {
    String name = component.substring(component.lastIndexOf('/') + 1);
    return Stream.of(component, name)
        .distinct()
        .flatMap(folder -> inListed(folder).or(() -> inParents(folder)).stream())
        .findFirst()
        .or(() -> listed.stream().filter(folder -> isCalled(folder, name)).findFirst());
  }

  private Optional<String> inListed(String name) {
    return listed.stream()
        .filter(folder -> folder.equals(name) || folder.endsWith("/" + name))
        .findFirst();
  }

  private Optional<String> inParents(String name) {
    return parents.stream()
        .map(parent -> parent + name)
        .filter(folder -> !history.list(commit, folder).isEmpty())
        .findFirst();
  }

  /// Whether the package in a folder has this name, whatever the folder is called.
  private boolean isCalled(String folder, String name) {
    return packages.computeIfAbsent(folder, this::packageIn).filter(name::equals).isPresent();
  }

  private Optional<String> packageIn(String folder) {
    return text(folder + "/package.json").stream()
        .flatMap(json -> NAME.matcher(json).results().limit(1))
        .map(called -> called.group(1))
        .findFirst();
  }

  private Optional<String> text(String path) {
    return history.read(commit, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
