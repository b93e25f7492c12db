package dev.signalbox.domain.line;

import dev.signalbox.domain.change.CommitId;
import java.time.Instant;

/// A commit of the tracked branch that a line has, too.
///
/// @param commit as it is on the tracked branch
/// @param became as it is on the line
/// @param subject the first line of its message
/// @param byHand whether a person carried it over, and not we
public record Pick(CommitId commit, CommitId became, String subject, Instant at, boolean byHand) {}
