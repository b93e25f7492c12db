package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.audit.Fact;
import java.util.List;

/// What the old version counted before the rollout was read, and which metrics only observe in this
/// one. Kept with the rollout, and not in the audit log.
public record HistoryCounted(List<Window> windows, List<String> observed) implements Fact {

  public HistoryCounted {
    windows = List.copyOf(windows);
    observed = List.copyOf(observed);
  }

  @Override
  public String sentence() {
    return "%d windows of the old version are known".formatted(windows.size());
  }
}
