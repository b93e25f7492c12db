package dev.signalbox.domain.simulation;

import dev.signalbox.base.Slug;
import java.time.Instant;
import java.util.Optional;

/// What a simulation says would happen.
///
/// @param event short and stable, such as `cut`, `released`, `starts`, `arrived`, `waits`
/// @param release as people call it; empty where there is none
/// @param reason why, as a sentence
public record Happening(
    Instant at,
    Optional<Slug> environment,
    String event,
    Optional<String> release,
    String reason) {}
