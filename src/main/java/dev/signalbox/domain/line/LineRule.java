package dev.signalbox.domain.line;

import dev.signalbox.base.Slug;

/// A line that a team may open when it needs one, as its flow file says.
///
/// @param name of the line, and of its branch
/// @param off the environment whose release it comes off
/// @param into the environment that its releases go into
public record LineRule(Slug name, Slug off, Slug into, Ends ends) {

  /// When a line is over.
  public enum Ends {
    /// When a newer release of the tracked branch has gone well in its environment.
    WHEN_MAIN_ARRIVES,
    /// When a person says so.
    BY_HAND
  }
}
