package dev.signalbox.flow;

import dev.signalbox.domain.change.MessageRules;
import dev.signalbox.domain.change.Overrides;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.VersionRules;
import java.util.List;

/// How releases are counted, and how commit messages are read for it.
///
/// @param folders what is released as a whole; the folder `""` is the whole repository
/// @param components the parts of the repository that are released by themselves, in the order of
///   the file; none leaves it to the repository's tags
/// @param corrections what messages should have said
public record ReleaseRules(
    VersionRules versions,
    MessageRules messages,
    List<String> folders,
    List<Component> components,
    Overrides corrections) {

  /// What counts without any settings.
  public static final ReleaseRules USUAL =
      new ReleaseRules(VersionRules.USUAL, MessageRules.USUAL, List.of(""), List.of());

  /// Rules without corrections.
  public ReleaseRules(
      VersionRules versions,
      MessageRules messages,
      List<String> folders,
      List<Component> components) {
    this(versions, messages, folders, components, Overrides.NONE);
  }

  public ReleaseRules {
    folders = List.copyOf(folders);
    components = List.copyOf(components);
  }
}
