package dev.signalbox.domain.change;

import java.util.Optional;

/// A commit and what it says, as it counts within a range of commits.
///
/// @param message what it says; where the message was corrected after the fact, the correction
/// @param leftOut why it counts for nothing here, such as "reverted by 1a2b3c4d"; empty if it
///   counts
public record ReadCommit(Commit commit, Message message, Optional<String> leftOut) {

  public boolean counts() {
    return leftOut.isEmpty();
  }
}
