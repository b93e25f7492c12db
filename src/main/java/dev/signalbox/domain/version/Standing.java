package dev.signalbox.domain.version;

import dev.signalbox.domain.change.ReadCommit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where a history stands before the next version.
///
/// @param released the version at which the range of commits begins: the last one that is no
///     pre-release
/// @param current the highest version in the history, pre-releases among them
/// @param fresh the commits since `current`; the whole range where that is `released`
/// @param taken whether the repository has a version already, wherever it is
public record Standing(
    Optional<Version> released,
    Optional<Version> current,
    List<ReadCommit> fresh,
    Predicate<Version> taken) {

  public Standing {
    fresh = List.copyOf(fresh);
  }

  /// A history that is one line from version to version.
  public static Standing at(Optional<Version> last, List<ReadCommit> since) {
    return new Standing(last.filter(v -> !v.preRelease()), last, since, _ -> false);
  }

  public Standing taking(Predicate<Version> versions) {
    return new Standing(released, current, fresh, versions);
  }
}
