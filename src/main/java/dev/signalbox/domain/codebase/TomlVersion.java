package dev.signalbox.domain.codebase;

import dev.signalbox.domain.codebase.Toml.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where Rust crates and Python projects keep their version.
final class TomlVersion {

  private TomlVersion() {}

  static List<Spot> ofCargo(String text) throws NoSuchPlace {
    List<Entry> entries = Toml.in(text);
    List<Spot> spots = texts(text, entries, Set.of("package.version", "workspace.package.version"));
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          entries.stream().anyMatch(entry -> entry.path().startsWith("package.version"))
              ? "takes its version from the workspace. Name the workspace's Cargo.toml instead."
              : "has no version in [package] or [workspace.package]. Add one, or take the file off the list.");
    }
    return spots;
  }

  static List<Spot> ofPython(String text) throws NoSuchPlace {
    List<Spot> spots = texts(text, Toml.in(text), Set.of("project.version", "tool.poetry.version"));
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          "has no version in [project] or [tool.poetry]. If it is dynamic, name the file it comes from, with a template.");
    }
    return spots;
  }

  /// What a crate's file says of itself, as its lock file has it.
  static Crates crates(String text) throws NoSuchPlace {
    List<Entry> entries = Toml.in(text);
    return new Crates(
        value(text, entries, "package.name").stream().toList(),
        value(text, entries, "workspace.package.version").stream().toList());
  }

  /// @param names the crates themselves
  /// @param shared the versions that the crates of a workspace share
  record Crates(List<String> names, List<String> shared) {

    Crates and(Crates more) {
      var allNames = new ArrayList<>(names);
      allNames.addAll(more.names);
      var allShared = new ArrayList<>(shared);
      allShared.addAll(more.shared);
      return new Crates(allNames, allShared);
    }
  }

  /// The entries of the crates: by name, and for a workspace all that have its version. An entry
  /// with a source came from elsewhere.
  static List<Spot> ofCargoLock(String text, Crates crates) throws NoSuchPlace {
    Map<Integer, Map<String, Entry>> tables = new HashMap<>();
    List<Entry> entries = Toml.in(text);
    for (Entry entry : entries) {
      tables.computeIfAbsent(entry.table(), _ -> new HashMap<>()).put(entry.path(), entry);
    }
    List<Spot> spots =
        entries.stream()
            .filter(entry -> entry.path().equals("package.version") && entry.isText(text))
            .filter(
                entry -> isOf(crates, entry, text, tables.getOrDefault(entry.table(), Map.of())))
            .map(TomlVersion::inside)
            .toList();
    if (spots.isEmpty()) {
      throw new NoSuchPlace(
          "has no entry of a crate that is written. Name the Cargo.toml, too, or run cargo once.");
    }
    return spots;
  }

  private static boolean isOf(Crates crates, Entry version, String text, Map<String, Entry> table) {
    Entry name = table.get("package.name");
    return name != null
        && !table.containsKey("package.source")
        && (crates.names().contains(name.plain(text))
            || crates.shared().contains(version.plain(text)));
  }

  private static Optional<String> value(String text, List<Entry> entries, String path) {
    return entries.stream()
        .filter(entry -> entry.path().equals(path) && entry.isText(text))
        .map(entry -> entry.plain(text))
        .findFirst();
  }

  private static List<Spot> texts(String text, List<Entry> entries, Set<String> paths) {
    return entries.stream()
        .filter(entry -> paths.contains(entry.path()) && entry.isText(text))
        .map(TomlVersion::inside)
        .toList();
  }

  private static Spot inside(Entry entry) {
    return new Spot(entry.value().start() + 1, entry.value().end() - 1);
  }
}
