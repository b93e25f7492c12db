package dev.signalbox.domain.audit;

import dev.signalbox.base.Json;
import dev.signalbox.base.RunId;
import java.time.Instant;
import java.util.Optional;

/// A fact as it is read from the audit log.
///
/// @param seq its number; grows
/// @param data the fact's own components
public record FactRecord(
    long seq,
    Instant at,
    Actor actor,
    Optional<String> service,
    Optional<String> environment,
    Optional<RunId> run,
    String kind,
    String sentence,
    String why,
    Json.Raw data) {}
