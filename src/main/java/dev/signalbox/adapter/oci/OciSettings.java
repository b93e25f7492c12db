package dev.signalbox.adapter.oci;

import java.nio.file.Path;
import java.util.Map;

/// Which registries this server knows. A flow file only names a registry; where it is reached, and
/// with whose password, is the operator's to say.
///
/// @param registries where each registry is, by the name that flow files use
/// @param scratch a folder of our own, where layers wait while they are packed
public record OciSettings(Map<String, Location> registries, Path scratch, Limits limits) {

  public OciSettings {
    registries = Map.copyOf(registries);
  }

  /// With the limits that suit most.
  public OciSettings(Map<String, Location> registries, Path scratch) {
    this(registries, scratch, Limits.STANDARD);
  }
}
