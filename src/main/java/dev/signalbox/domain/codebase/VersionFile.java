package dev.signalbox.domain.codebase;

/// A file that carries the version of a repository, and how it carries it.
///
/// @param path from the root of the repository
public record VersionFile(String path, Form form) {

  /// What kind of file it is, and so where the version stands in it.
  public sealed interface Form {

    /// `pom.xml`: the project's own version, the property it is made of, the parent's if the parent
    /// is written, too.
    record Maven() implements Form {}

    /// `package.json`: `version` at the top.
    record Npm() implements Form {}

    /// `package-lock.json`, `npm-shrinkwrap.json`: `version` at the top and of the package `""`.
    record NpmLock() implements Form {}

    /// `Cargo.toml`: `version` of `[package]` and of `[workspace.package]`.
    record Cargo() implements Form {}

    /// `Cargo.lock`: the entries of packages whose `Cargo.toml` is written, too.
    record CargoLock() implements Form {}

    /// `Chart.yaml`: `version`.
    ///
    /// @param application whether `appVersion` follows it
    record Chart(boolean application) implements Form {}

    /// `gradle.properties`: the property `version`.
    record Gradle() implements Form {}

    /// `pyproject.toml`: `version` of `[project]` or `[tool.poetry]`.
    record Python() implements Form {}

    /// Any file with a place such as `version = "{version}"` in it, exactly once.
    record Template(String text) implements Form {}

    /// Any file with lines that say `signalbox:version` behind the version, mostly in a comment.
    record Marked() implements Form {}
  }

  /// A file whose name says what it is; any other has marked lines.
  public static VersionFile named(String path) {
    return new VersionFile(path, form(path.substring(path.lastIndexOf('/') + 1)));
  }

  /// A file with a place that a template tells.
  public static VersionFile at(String path, String template) {
    return new VersionFile(path, new Form.Template(template));
  }

  private static Form form(String name) {
    return switch (name) {
      case "pom.xml" -> new Form.Maven();
      case "package.json" -> new Form.Npm();
      case "package-lock.json", "npm-shrinkwrap.json" -> new Form.NpmLock();
      case "Cargo.toml" -> new Form.Cargo();
      case "Cargo.lock" -> new Form.CargoLock();
      case "Chart.yaml" -> new Form.Chart(false);
      case "gradle.properties" -> new Form.Gradle();
      case "pyproject.toml" -> new Form.Python();
      default -> new Form.Marked();
    };
  }
}
