package dev.signalbox.ops;

import dev.signalbox.app.Figures;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/// What a monitoring system may know of us, in the Prometheus text format.
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter facts =
      Counter.builder()
          .name("signalbox_facts_total")
          .help("Facts written, by kind.")
          .labelNames("kind")
          .register(registry);

  public Metrics(Figures figures) {
    gauge("signalbox_runs_going", "Runs that have not ended.", () -> figures.runsGoing());
    gauge(
        "signalbox_runs_overdue",
        "Runs that should have been looked at a minute ago and were not.",
        () -> figures.runsOverdue());
    gauge(
        "signalbox_alerts_undelivered",
        "Alerts that have not reached a channel yet.",
        () -> figures.alertsUndelivered());
    gauge(
        "signalbox_services_in_trouble",
        "Services whose repository or flow file can not be read.",
        () -> figures.servicesInTrouble());
  }

  /// A fact of this kind was written.
  public void count(String kind) {
    facts.labelValues(kind).inc();
  }

  public void expose(Context http) throws IOException {
    http.contentType(PrometheusTextFormatWriter.CONTENT_TYPE);
    PrometheusTextFormatWriter.create().write(http.outputStream(), registry.scrape());
  }

  private void gauge(String name, String help, java.util.function.LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call((double) value.getAsLong()))
        .register(registry);
  }
}
