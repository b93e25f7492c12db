package dev.signalbox.domain.signoff;

import dev.signalbox.domain.environment.GateRule.Telling;
import dev.signalbox.domain.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a deployment request says, in Markdown: the notes of all releases since the one that is in
/// the environment, and out of them what concerns configuration and what breaks.
public final class RequestText {

  private static final Pattern CONFIGURATION =
      Pattern.compile("(?i)^[*-] +\\*{0,2}(config|configuration|settings)\\b.*");
  private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$");
  private static final String NOTHING = "The notes name nothing.";

  private RequestText() {}

  /// A release with its notes.
  public record Noted(Release release, String notes) {}

  /// @param to where the release is to go, for its heading
  /// @param there what is there now
  /// @param releases all since, oldest first, the one that is asked for last
  /// @param companions how each stands, as a sentence
  /// @param links where more stands
  public static String of(
      String to,
      Optional<String> there,
      List<Noted> releases,
      List<Telling> says,
      List<String> companions,
      List<String> links) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "# %s into %s\n\nThere now: %s."
            .formatted(
                releases.isEmpty() ? "A build" : releases.getLast().release().tag(),
                to,
                there.orElse("nothing")));
    for (Telling telling : says) {
      switch (telling) {
        case CHANGES -> parts.add("## Changes\n\n" + changes(releases));
        case CONFIGURATION -> parts.add("## Configuration\n\n" + configuration(releases));
        case MIGRATIONS -> parts.add("## Migrations\n\n" + migrations(releases));
        case COMPANIONS -> {
          if (!companions.isEmpty()) {
            parts.add("## Companions\n\n" + items(companions));
          }
        }
        case LINKS -> parts.add("## Links\n\n" + items(links));
      }
    }
    return String.join("\n\n", parts) + "\n";
  }

  private static String items(List<String> lines) {
    return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
  }

  private static String changes(List<Noted> releases) {
    return releases.reversed().stream()
        .map(one -> "### %s\n\n%s".formatted(one.release().tag(), one.notes().strip()))
        .collect(Collectors.joining("\n\n"));
  }

  /// The items of the notes whose scope is the configuration.
  private static String configuration(List<Noted> releases) {
    return orNothing(
        releases.stream()
            .flatMap(one -> one.notes().lines())
            .filter(line -> CONFIGURATION.matcher(line).matches())
            .toList());
  }

  /// What the notes tell under a heading about what breaks.
  private static String migrations(List<Noted> releases) {
    List<String> lines = new ArrayList<>();
    for (Noted one : releases) {
      boolean breaking = false;
      for (String line : one.notes().lines().toList()) {
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
          breaking = heading.group(1).toLowerCase(Locale.ROOT).contains("breaking");
        } else if (breaking && !line.isBlank()) {
          lines.add(line);
        }
      }
    }
    return orNothing(lines);
  }

  private static String orNothing(List<String> lines) {
    return lines.isEmpty() ? NOTHING : String.join("\n", lines);
  }
}
