package dev.signalbox.cli;

import picocli.CommandLine.Option;

/// Why somebody wants something. Where a wish needs a reason, the server says so.
final class Because {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the record; whoever is concerned reads this.")
  private String reason = "";

  /// Empty if nothing was said.
  String text() {
    return reason;
  }
}
