package dev.signalbox.ops;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether we live, and whether we can work.
public final class Health {

  private final Supplier<Optional<String>> trouble;

  /// @param trouble what keeps us from working, in a sentence; empty if nothing does
  public Health(Supplier<Optional<String>> trouble) {
    this.trouble = trouble;
  }

  /// The process answers: that is all.
  public void live(Context http) {
    http.result("alive\n");
  }

  public void ready(Context http) {
    Optional<String> why = trouble.get();
    http.status(why.isPresent() ? 503 : 200).result(why.orElse("ready") + "\n");
  }
}
