package dev.signalbox.domain.rollout;

import dev.signalbox.domain.analysis.evidence.Window;
import dev.signalbox.domain.audit.Fact;
import java.util.List;

/// What the old version counted before the rollout was read. Kept with the rollout, and not in the
/// audit log.
public record HistoryCounted(List<Window> windows) implements Fact {

  public HistoryCounted {
    windows = List.copyOf(windows);
  }

  @Override
  public String sentence() {
    return "%d windows of the old version are known".formatted(windows.size());
  }
}
