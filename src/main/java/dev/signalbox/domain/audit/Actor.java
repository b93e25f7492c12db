package dev.signalbox.domain.audit;

/// Who did it. Until people sign in, a caller says who they are and we say that we could not prove
/// it.
///
/// @param name as the caller gave it, or the name of one of our own machines
/// @param proven whether we know it, or were only told
public record Actor(String name, boolean proven) {

  /// Signalbox itself: the planner, a timer, the worker of a run.
  public static final Actor SIGNALBOX = new Actor("signalbox", true);

  /// Somebody who said so.
  public static Actor unproven(String name) {
    return new Actor(name, false);
  }
}
