package dev.signalbox.adapter.metrics;

import dev.signalbox.domain.analysis.Selector;
import dev.signalbox.port.MetricSource;
import dev.signalbox.port.PortException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Counters as the deployed service itself shows them, at a path of its own.
public final class Scrape implements MetricSource {

  /// The text format is asked for first: its names are those a person sees when they look.
  private static final Map<String, String> HEADERS =
      Map.of(
          "accept",
          "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1");

  private final URI address;
  private final Fetch fetch;

  /// @param service where the service answers
  /// @param path where its metrics are, with a slash in front, as the flow file says; it cannot
  ///   lead to another server
  /// @throws PortException if no address can be made of the two
  public Scrape(URI service, String path) {
    this(service, path, Duration.ofSeconds(10));
  }

  Scrape(URI service, String path, Duration within) {
    this.address = under(service, path);
    this.fetch = new Fetch(within);
  }

  @Override
  public List<Series> read(Selector selector) {
    return readAll(List.of(selector)).getFirst();
  }

  @Override
  public List<List<Series>> readAll(List<Selector> selectors) {
    Fetch.Answer answer = fetch.get(address, HEADERS);
    String where = Fetch.told(address);
    if (answer.status() != 200) {
      throw new PortException(
          "%s answers %s instead of metrics. Does the service show its metrics there?"
              .formatted(where, answer.status()));
    }
    boolean openMetrics = answer.type().startsWith("application/openmetrics-text");
    return selectors.stream()
        .map(selector -> Exposition.read(where, answer.text(), openMetrics, selector))
        .toList();
  }

  private static URI under(URI service, String path) {
    if (!path.startsWith("/")) {
      throw new PortException(
          "The path '%s' of the metrics has no slash in front. Correct it in the flow file."
              .formatted(Excerpt.of(path)));
    }
    try {
      return URI.create(service.getScheme() + "://" + service.getRawAuthority() + path);
    } catch (IllegalArgumentException unreadable) {
      throw new PortException(
          "The path '%s' of the metrics is not one a URL can have. Correct it in the flow file."
              .formatted(Excerpt.of(path)),
          unreadable);
    }
  }
}
