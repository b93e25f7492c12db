package dev.signalbox.step;

import dev.signalbox.port.JsonSource;
import java.util.Optional;

/// Servers that tell counts in JSON, by the names that the settings give them.
public interface JsonSources {

  /// @return empty if this server does not know the name
  Optional<JsonSource> named(String name);
}
