package dev.signalbox.base;

/// Something wrong in what a person wrote: where, what, and what to do next. Problems are
/// collected, never thrown one at a time.
///
/// @param code stable, such as `SB104`; `signalbox validate --explain SB104` says more
/// @param fact what is wrong, as a sentence
/// @param next what to do about it, as a sentence; empty if the fact says it already
public record Problem(Place place, String code, String fact, String next) {

  /// The fact and the next move as one text.
  public String text() {
    return next.isEmpty() ? fact : fact + " " + next;
  }
}
