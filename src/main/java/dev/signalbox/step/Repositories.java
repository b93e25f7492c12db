package dev.signalbox.step;

import dev.signalbox.base.ServiceId;
import dev.signalbox.port.SourceRepository;

/// The repository of each service, each opened once.
public interface Repositories {

  SourceRepository of(ServiceId service);
}
