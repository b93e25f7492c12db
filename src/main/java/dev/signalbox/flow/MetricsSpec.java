package dev.signalbox.flow;

import dev.signalbox.domain.analysis.Selector;

/// Where a service's requests and errors are counted.
public record MetricsSpec(Origin origin, Selector requests, Selector errors) {

  public sealed interface Origin {

    /// From the deployed service itself, at this path.
    record Scrape(String path) implements Origin {}

    /// From a Prometheus server that this server's settings name.
    record Prometheus(String name) implements Origin {}
  }
}
