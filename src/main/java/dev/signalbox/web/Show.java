package dev.signalbox.web;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Utc;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// How values look on a page. Escaping is the templates' own business; this only chooses words.
public final class Show {

  private Show() {}

  /// How long ago, in the largest unit: `3m`, `2d`.
  public static String age(Instant then, Instant now) {
    String lasting = Utc.lasting(Duration.between(then, now));
    int space = lasting.indexOf(' ');
    return space < 0 ? lasting : lasting.substring(0, space);
  }

  /// How long something took, or takes already.
  public static String lasting(Instant from, Instant to) {
    return Utc.lasting(Duration.between(from, to));
  }

  public static String utc(Instant instant) {
    return Utc.at(instant);
  }

  /// Text from outside, on one line.
  public static String line(String text) {
    return Inert.line(text);
  }

  /// A text as a value in a link's query.
  public static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The mark that stands beside a state, so that nobody has to tell colours apart.
  public static String mark(String state) {
    return switch (state) {
      case "good", "succeeded" -> "✓";
      case "bad", "failed", "errored", "refused" -> "✕";
      case "breached" -> "▲";
      case "running", "retrying", "unproven" -> "●";
      case "waiting", "hold", "paused" -> "◷";
      case "shifting", "exposed", "completing" -> "●";
      case "complete" -> "✓";
      case "returning", "returned" -> "✕";
      case "aborted", "overtaken" -> "■";
      default -> "·";
    };
  }

  /// The class of a state's colour.
  public static String tone(String state) {
    return switch (state) {
      case "good", "succeeded", "complete" -> "good";
      case "bad", "failed", "errored", "refused", "breached", "returning", "returned" -> "bad";
      case "running", "retrying", "unproven", "start", "shifting", "exposed", "completing" -> "busy";
      case "waiting", "hold", "locked", "paused" -> "wait";
      default -> "quiet";
    };
  }
}
