package dev.signalbox.cli;

import dev.signalbox.base.Inert;
import dev.signalbox.base.Json;
import dev.signalbox.base.Utc;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a command shows: plain lines, in colour only on a terminal that wants it.
public final class Screen {

  private static final Pattern DIGEST = Pattern.compile("\\bsha256:([0-9a-f]{12})[0-9a-f]{52}\\b");
  private static final Pattern COMMIT = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{32}\\b");

  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("good", "32"),
          Map.entry("succeeded", "32"),
          Map.entry("bad", "31"),
          Map.entry("failed", "31"),
          Map.entry("errored", "31"),
          Map.entry("refused", "31"),
          Map.entry("breached", "31"),
          Map.entry("running", "34"),
          Map.entry("retrying", "34"),
          Map.entry("unproven", "34"),
          Map.entry("waiting", "33"),
          Map.entry("quiet", "2"));

  private final PrintStream out;
  private final boolean colours;

  public Screen() {
    this(new PrintStream(System.out, true, StandardCharsets.UTF_8), wantsColours());
  }

  Screen(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  @SuppressWarnings("SystemConsoleNull") // there is none where the JDK has no terminal to offer
  private static boolean wantsColours() {
    Console console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }

  public void line(String text) {
    out.println(text);
  }

  void json(JsonNode value) {
    out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  void text(String text) {
    out.print(text);
    out.flush();
  }

  /// A word in the colour of a state.
  public String in(String state, String text) {
    String colour = COLOURS.get(state);
    return colours && colour != null ? "\u001b[%sm%s\u001b[0m".formatted(colour, text) : text;
  }

  /// The mark that stands beside a state, for whoever sees no colours.
  public String mark(String state) {
    return in(
        state,
        switch (state) {
          case "good", "succeeded" -> "✓";
          case "bad", "failed", "errored", "refused" -> "✕";
          case "breached" -> "▲";
          case "running", "retrying", "unproven" -> "●";
          case "waiting" -> "◷";
          case "aborted", "overtaken" -> "■";
          default -> "·";
        });
  }

  /// Rows in columns as wide as they need to be; the last column is as long as it is.
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = shown(row.get(i)).length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell);
        if (i < row.size() - 1) {
          line.append(" ".repeat(widths.get(i) - shown(cell).length() + 2));
        }
      }
      line(line.toString().stripTrailing());
    }
  }

  private static String shown(String cell) {
    return cell.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /// A text of the server's, harmless for a terminal.
  static String of(JsonNode value) {
    return Inert.line(value.asString(""));
  }

  /// With digests and commits as brief as people compare them; whole in JSON.
  static String brief(JsonNode value) {
    String text = DIGEST.matcher(of(value)).replaceAll("$1");
    return COMMIT.matcher(text).replaceAll("$1");
  }

  /// Who can clear what holds, and when it opens by itself.
  static String clearing(JsonNode reason) {
    return clearing(reason, Json.mapper().createObjectNode());
  }

  /// The same, with times on the clocks of a view.
  static String clearing(JsonNode reason, JsonNode view) {
    String opens = reason.path("opensAt").asString("");
    return "who can clear it: %s%s"
        .formatted(
            of(reason.path("clearedBy")),
            opens.isEmpty() ? "" : "; opens by itself at " + at(reason.path("opensAt"), view));
  }

  /// An instant of the server's as people read it, on the clocks that the answer names.
  ///
  /// @param view what may have a `zone`
  static String at(JsonNode instant, JsonNode view) {
    return Utc.at(
        Instant.parse(instant.asString("")), ZoneId.of(view.path("zone").asString("UTC")));
  }

  /// How long ago an instant of the server's was, in its largest unit.
  static String age(JsonNode instant) {
    String text = instant.asString("");
    if (text.isEmpty()) {
      return "";
    }
    String lasting = Utc.lasting(Duration.between(Instant.parse(text), Instant.now()));
    int space = lasting.indexOf(' ');
    return space < 0 ? lasting : lasting.substring(0, space);
  }
}
