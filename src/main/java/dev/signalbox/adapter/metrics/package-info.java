/// Where counters are read: from the service itself, or from Prometheus.
@NullMarked
package dev.signalbox.adapter.metrics;

import org.jspecify.annotations.NullMarked;
