package dev.signalbox.domain.plan;

import dev.signalbox.domain.gate.Gate;
import dev.signalbox.domain.release.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What would move into an environment next, and what that depends on beside the environment
/// itself.
///
/// @param behind how many more wait behind the candidate
/// @param sentence why there is nothing; empty if there is something
/// @param slot the slot it would go in, by the instant that was planned for it
/// @param wakes when time alone may change the candidate
record Offer(
    Optional<Candidate> candidate,
    int behind,
    List<Gate> gates,
    String sentence,
    Optional<Instant> slot,
    List<Instant> wakes) {

  static Offer nothing(String sentence) {
    return new Offer(Optional.empty(), 0, List.of(), sentence, Optional.empty(), List.of());
  }

  static Offer of(Candidate candidate, int behind, Gate... gates) {
    return new Offer(
        Optional.of(candidate), behind, List.of(gates), "", Optional.empty(), List.of());
  }

  /// Nothing yet: this gate opens first.
  static Offer waiting(int behind, Gate gate) {
    return new Offer(Optional.empty(), behind, List.of(gate), "", Optional.empty(), List.of());
  }

  /// ... with one more gate.
  Offer with(Gate gate) {
    List<Gate> all = Stream.concat(gates.stream(), Stream.of(gate)).toList();
    return new Offer(candidate, behind, all, sentence, slot, wakes);
  }

  Offer in(Instant planned) {
    return new Offer(candidate, behind, gates, sentence, Optional.of(planned), wakes);
  }

  Offer waking(List<Instant> instants) {
    return new Offer(candidate, behind, gates, sentence, slot, List.copyOf(instants));
  }
}
