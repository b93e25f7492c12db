package dev.signalbox.domain.version;

import java.util.List;
import java.util.Optional;

/// A part of a repository that is released by itself, or the repository as a whole.
///
/// @param name empty for the repository as a whole
/// @param folders where it lies; a commit that changes nothing in them is none of its own; the
///     folder `""` is everything
/// @param forms how its releases are tagged; all of them are read, the first one is written where no
///     release says otherwise
public record Component(Optional<String> name, List<String> folders, List<TagForm> forms) {

  public Component {
    folders = List.copyOf(folders);
    forms = List.copyOf(forms);
  }

  /// The repository as a whole.
  public static Component whole(List<TagForm> forms) {
    return new Component(Optional.empty(), List.of(""), forms);
  }

  public boolean isWhole() {
    return folders.contains("");
  }

  /// How people call it.
  public String title() {
    return name.orElse("the repository");
  }
}
