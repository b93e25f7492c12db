package dev.signalbox.domain.version;

import dev.signalbox.domain.change.Message.Statement;
import dev.signalbox.domain.change.ReadCommit;
import java.util.Map;
import java.util.Optional;

/// How a team numbers its releases.
///
/// @param bumps how much a commit's type weighs
/// @param otherwise how much a commit weighs whose type is not among them, or that has none
/// @param tag how releases are tagged; empty takes the form of the repository's own tags
/// @param lines the versions of some branches, by the branch
/// @param line the versions that may be released here
public record VersionRules(
    Scheme scheme,
    Map<String, Bump> bumps,
    Bump otherwise,
    Optional<TagForm> tag,
    Map<String, Line> lines,
    Line line) {

  /// Features are minor; what mends, speeds up, takes back or brings dependencies up to date is a
  /// patch; all else releases nothing.
  public static final Map<String, Bump> USUAL_BUMPS =
      Map.of(
          "feat", Bump.MINOR,
          "fix", Bump.PATCH,
          "perf", Bump.PATCH,
          "revert", Bump.PATCH,
          "deps", Bump.PATCH);

  /// What counts without any settings: semantic versions by conventional commits.
  public static final VersionRules USUAL =
      new VersionRules(Semver.USUAL, USUAL_BUMPS, Bump.NONE, Optional.empty(), Map.of(), Line.OPEN);

  public VersionRules {
    bumps = Map.copyOf(bumps);
    lines = Map.copyOf(lines);
  }

  /// These rules as they count on a branch.
  public VersionRules on(String branch) {
    Line own = lines.getOrDefault(branch, Line.OPEN);
    Scheme there =
        scheme instanceof Semver semver && own.channel().isPresent()
            ? semver.on(own.channel())
            : scheme;
    return new VersionRules(there, bumps, otherwise, tag, lines, own);
  }

  /// These rules with another form of tags.
  public VersionRules tagged(TagForm form) {
    return new VersionRules(scheme, bumps, otherwise, Optional.of(form), lines, line);
  }

  /// These rules with another scheme.
  public VersionRules by(Scheme other) {
    return new VersionRules(other, bumps, otherwise, tag, lines, line);
  }

  /// How much a commit weighs; nothing if it was left out.
  public Bump weigh(ReadCommit commit) {
    if (!commit.counts()) {
      return Bump.NONE;
    }
    Bump unsaid =
        commit.message().revert().isPresent() ? bumps.getOrDefault("revert", otherwise) : otherwise;
    return commit.message().statements().stream().map(this::weigh).reduce(Bump::or).orElse(unsaid);
  }

  /// What a squash lists below a subject that has a type was a step on the way: it is released, but
  /// how much the whole weighs is for the subject to say. A break is one wherever it is told.
  private Bump weigh(Statement statement) {
    if (statement.breaks()) {
      return Bump.MAJOR;
    }
    Bump bump = bumps.getOrDefault(statement.type(), otherwise);
    return statement.step() && bump.compareTo(Bump.PATCH) > 0 ? Bump.PATCH : bump;
  }
}
