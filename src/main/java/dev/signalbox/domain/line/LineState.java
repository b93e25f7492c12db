package dev.signalbox.domain.line;

import java.time.Instant;

/// Whether a line still takes commits and releases.
public sealed interface LineState {

  record Open() implements LineState {}

  /// The tracked branch has come where the line went.
  ///
  /// @param release the release that came, by its tag
  record Overtaken(String release, Instant at) implements LineState {}

  /// A person ended it.
  record Closed(String by, String reason, Instant at) implements LineState {}
}
