package dev.signalbox.store;

import dev.signalbox.domain.artifact.Digest;
import dev.signalbox.flow.Flow;
import dev.signalbox.flow.FlowReader;
import dev.signalbox.flow.Reading;
import java.util.concurrent.ConcurrentHashMap;

/// Flows by the digest of their file, read once. A digest never means another flow, so nothing here
/// is ever stale.
public final class Definitions {

  private final ConcurrentHashMap<Digest, Flow> known = new ConcurrentHashMap<>();

  public Flow of(Tx tx, Digest digest) {
    Flow flow = known.get(digest);
    if (flow == null) {
      flow = read(digest, tx.definitions().content(digest));
      known.put(digest, flow);
    }
    return flow;
  }

  private static Flow read(Digest digest, byte[] content) {
    return switch (FlowReader.read("signalbox.yaml", content)) {
      case Reading.Good(Flow flow) -> flow;
      case Reading.Bad(var problems) ->
          throw new IllegalStateException(
              "definition %s was good once and is not any more: %s. Was Signalbox downgraded?"
                  .formatted(digest.brief(), problems.getFirst().text()));
    };
  }
}
