package dev.signalbox.domain.codebase;

import dev.signalbox.base.Decision;
import dev.signalbox.base.Reason;
import dev.signalbox.base.Refusal;
import dev.signalbox.domain.codebase.VersionFile.Form;
import dev.signalbox.domain.codebase.WrittenFile.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A release writes its version into the files that carry it, and into nothing else. Files are not
/// printed anew: one text takes the place of another, so that layout, comments, line ends and
/// encoding stay.
///
/// Whatever is not clear is refused, all of it at once: a version in the wrong place is found by
/// customers.
public final class Codebase {

  /// What all the forms can hold without quotes or escapes.
  private static final Pattern WRITABLE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,99}");

  private final Map<String, FileContent> contents;
  private final Optional<String> former;
  private final String version;
  private final Set<String> projects = new HashSet<>();
  private TomlVersion.Crates crates = new TomlVersion.Crates(List.of(), List.of());

  private Codebase(Map<String, FileContent> contents, Optional<String> former, String version) {
    this.contents = contents;
    this.former = former;
    this.version = version;
  }

  /// The files with the version in them, in the order in which they were named.
  ///
  /// @param contents by path; a file that is not there is missing
  /// @param former the version of the release before, which a template may find
  public static Decision<List<WrittenFile>> write(
      List<VersionFile> files,
      Map<String, FileContent> contents,
      Optional<String> former,
      String version) {
    return WRITABLE.matcher(version).matches()
        ? new Codebase(contents, former, version).write(files)
        : Decision.refuse(
            "version-not-writable",
            "The version '%s' cannot be written into files: it may have letters, digits and . + - _ only."
                .formatted(version),
            "whoever chose the version");
  }

  private Decision<List<WrittenFile>> write(List<VersionFile> files) {
    var written = new ArrayList<WrittenFile>();
    var problems = new ArrayList<Reason>();
    files.forEach(this::learn);
    for (VersionFile file : files) {
      try {
        written.add(write(file));
      } catch (NoSuchPlace missing) {
        problems.add(
            Reason.of(
                "version-not-written",
                "%s %s".formatted(file.path(), missing.sentence()),
                "whoever keeps the file or the list of files to write"));
      }
    }
    return problems.isEmpty()
        ? Decision.accept(List.copyOf(written))
        : Decision.refuse(new Refusal(problems));
  }

  /// Which projects and crates are ours, for files that mention those of others, too.
  private void learn(VersionFile file) {
    try {
      if (file.form() instanceof Form.Maven) {
        projects.add(MavenVersion.coordinates(source(file).text()));
      }
      if (file.form() instanceof Form.Cargo) {
        crates = crates.and(TomlVersion.crates(source(file).text()));
      }
    } catch (NoSuchPlace unreadable) {
      // told when it is to be written
    }
  }

  private WrittenFile write(VersionFile file) throws NoSuchPlace {
    SourceText source = source(file);
    String text = source.text();
    List<Spot> spots =
        switch (file.form()) {
          case Form.Maven() -> MavenVersion.in(text, projects);
          case Form.Npm() -> NpmVersion.in(text);
          case Form.NpmLock() -> NpmVersion.inLock(text);
          case Form.Cargo() -> TomlVersion.ofCargo(text);
          case Form.CargoLock() -> TomlVersion.ofCargoLock(text, crates);
          case Form.Chart(boolean application) -> ChartVersion.in(text, application, version);
          case Form.Gradle() -> TextVersion.ofProperties(text);
          case Form.Python() -> TomlVersion.ofPython(text);
          case Form.Template(String template) -> TextVersion.ofTemplate(text, template, known());
          case Form.Marked() -> TextVersion.ofMarks(text, known());
        };
    List<Change> changes =
        spots.stream()
            .filter(spot -> !spot.in(text).equals(version))
            .map(spot -> new Change(spot.line(text), spot.in(text), version))
            .toList();
    return new WrittenFile(file.path(), new FileContent(source.with(spots, version)), changes);
  }

  private SourceText source(VersionFile file) throws NoSuchPlace {
    FileContent content = contents.get(file.path());
    if (content == null) {
      throw new NoSuchPlace("is not in the repository. Check its path, or take it off the list.");
    }
    return SourceText.of(content.bytes());
  }

  private Set<String> known() {
    var known = new java.util.LinkedHashSet<String>();
    known.add(version);
    former.ifPresent(known::add);
    return known;
  }
}
