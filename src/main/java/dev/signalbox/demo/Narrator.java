package dev.signalbox.demo;

import dev.signalbox.base.Inert;
import dev.signalbox.cli.Screen;
import dev.signalbox.domain.audit.FactRecord;
import java.time.Duration;
import java.util.Set;

/// Tells what happens as it happens, one line a fact.
final class Narrator {

  private static final Set<String> WORTH_TELLING =
      Set.of(
          "service-added",
          "commit-seen",
          "build-started",
          "promotion-requested",
          "promotion-started",
          "step-ended",
          "step-retried",
          "artifact-published",
          "artifact-named",
          "artifact-copied",
          "release-made",
          "deployed",
          "deploy-failed",
          "rolled-back",
          "threshold-breached",
          "lock-acquired",
          "lock-taken",
          "lock-released",
          "rollout-began",
          "exposure-raised",
          "exposure-reached",
          "rollout-turned-back",
          "traffic-returned",
          "rollout-completed",
          "alert-raised",
          "run-ended");

  private final Screen screen;
  private final long began = System.nanoTime();

  Narrator(Screen screen) {
    this.screen = screen;
  }

  void title(String text) {
    screen.line("");
    screen.line("── " + text);
  }

  void say(String who, String text) {
    screen.line("%s  %-10s  %s".formatted(time(), who, text));
  }

  void tell(FactRecord fact) {
    if (!WORTH_TELLING.contains(fact.kind())) {
      return;
    }
    String sentence = Inert.line(fact.sentence());
    // A step that went well is told by what it brought; the rest by itself.
    if (fact.kind().equals("step-ended") && sentence.contains(" succeeded: ")) {
      if (!sentence.startsWith("verify")
          && !sentence.startsWith("run")
          && !sentence.startsWith("monitor")) {
        return;
      }
    }
    if (sentence.contains(" skipped: ") || sentence.startsWith("halt ")) {
      return;
    }
    say(fact.environment().orElse(place(fact)), mark(fact, sentence) + " " + sentence);
  }

  void expectation(boolean holds, String text) {
    screen.line(
        "         %s %s"
            .formatted(
                holds ? screen.in("good", "✓") : screen.in("bad", "✕"),
                holds ? text : screen.in("bad", text)));
  }

  private String time() {
    Duration since = Duration.ofNanos(System.nanoTime() - began);
    return screen.in("quiet", "%5.1fs".formatted(since.toMillis() / 1000.0));
  }

  private static String place(FactRecord fact) {
    return fact.run().isPresent() ? "build" : "git";
  }

  private String mark(FactRecord fact, String sentence) {
    return switch (fact.kind()) {
      case "alert-raised",
          "deploy-failed",
          "threshold-breached",
          "step-retried",
          "rollout-turned-back" ->
          screen.in("bad", "▲");
      case "rolled-back", "traffic-returned" -> screen.in("waiting", "↩");
      case "run-ended", "step-ended" ->
          sentence.contains(" succeeded: ") ? screen.mark("good") : screen.mark("bad");
      case "release-made" -> screen.in("good", "★");
      default -> screen.in("quiet", "·");
    };
  }
}
